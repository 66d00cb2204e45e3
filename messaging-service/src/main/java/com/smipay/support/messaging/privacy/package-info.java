/// What the law asks (`privacy.md`): people who are forgotten, or see what is kept of them, and what is kept no
/// longer than it has to be.
@NullMarked
package com.smipay.support.messaging.privacy;

import org.jspecify.annotations.NullMarked;
