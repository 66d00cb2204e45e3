/// People and registration sessions: what other systems publish of them (`decisions.md` 30), and how a person is shown
/// to admins.
@NullMarked
package com.smipay.support.contracts.identity;

import org.jspecify.annotations.NullMarked;
