/// `POST /api/v1/support/request-support` and the user's list of tickets.
@NullMarked
package com.smipay.support.acceptance.opening;

import org.jspecify.annotations.NullMarked;
