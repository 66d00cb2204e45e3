/// Facts that other systems publish about people and registration sessions (`decisions.md` 30).
@NullMarked
package com.smipay.support.contracts.identity;

import org.jspecify.annotations.NullMarked;
