/// What admins do to tickets, and what they are told about all of them.
@NullMarked
package com.smipay.support.acceptance.admin;

import org.jspecify.annotations.NullMarked;
