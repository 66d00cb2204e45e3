/// An admin's reply, or an internal note, which never leaves the admins' side.
@NullMarked
package com.smipay.support.messaging.replying;

import org.jspecify.annotations.NullMarked;
