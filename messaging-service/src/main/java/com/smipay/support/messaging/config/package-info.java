/// The settings of this service beyond those that every service has.
@NullMarked
package com.smipay.support.messaging.config;

import org.jspecify.annotations.NullMarked;
