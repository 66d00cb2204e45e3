/// How texts of people are read: what in them can't be seen, what is an email address, what a name shows, which
/// spellings of an id are one (`decisions.md` 49 to 53). Pure, for `domain/` too.
@NullMarked
package com.smipay.support.kit.text;

import org.jspecify.annotations.NullMarked;
