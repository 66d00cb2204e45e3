/// Tokens for a stack on this machine, as an account system would give them (`decisions.md` 14).
@NullMarked
package com.smipay.support.local.token;

import org.jspecify.annotations.NullMarked;
