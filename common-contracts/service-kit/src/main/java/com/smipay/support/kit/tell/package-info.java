/// Tell before you answer: the same event handed to the sisters that keep a copy, all at once, bounded in time.
@NullMarked
package com.smipay.support.kit.tell;

import org.jspecify.annotations.NullMarked;
