/// Attacks: notes that must not get out, callers who ask for what is not theirs, fields that nobody asked for, and
/// everything that the documents forbid.
@NullMarked
package com.smipay.support.acceptance.attack;

import org.jspecify.annotations.NullMarked;
