/// How texts of people are read.
@NullMarked
package com.smipay.support.kit.text;

import org.jspecify.annotations.NullMarked;
