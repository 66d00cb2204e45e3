/// Tell before you answer: the same event handed to the peers that keep a copy, all at once, bounded in time.
@NullMarked
package com.smipay.support.kit.peer;

import org.jspecify.annotations.NullMarked;
