/// Whatever the repository says about its own documents is true: a page, section or decision that something names is
/// there.
@NullMarked
package com.smipay.support.contracts.reference;

import org.jspecify.annotations.NullMarked;
