/// Rating a ticket.
@NullMarked
package com.smipay.support.acceptance.rating;

import org.jspecify.annotations.NullMarked;
