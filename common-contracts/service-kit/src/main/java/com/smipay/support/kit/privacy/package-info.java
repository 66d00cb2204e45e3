/// What the law asks of whoever keeps what people wrote (GDPR and NDPA; `privacy.md`): how a person is named who
/// wants to be forgotten, or to see what is kept, and the internal calls by which each service is told.
@NullMarked
package com.smipay.support.kit.privacy;

import org.jspecify.annotations.NullMarked;
