/// The settings that only this service has, checked at its start.
@NullMarked
package com.smipay.support.ticket.config;

import org.jspecify.annotations.NullMarked;
