/// What a ticket is and which changes it allows, as pure functions: no I/O, no clock, no randomness. Times and ids come
/// in as values; decisions go out as values.
@NullMarked
package com.smipay.support.ticket.domain;

import org.jspecify.annotations.NullMarked;
