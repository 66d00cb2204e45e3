/// How texts of people are read: what a name shows, which spellings of an id are one. Pure, for `domain/` too.
@NullMarked
package com.smipay.support.kit.text;

import org.jspecify.annotations.NullMarked;
