/// What the law lets a person ask for (`privacy.md`), asked of the services for them.
@NullMarked
package com.smipay.support.local.privacy;

import org.jspecify.annotations.NullMarked;
