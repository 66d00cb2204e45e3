/// How every service takes over what other systems say of people and registrations: one way to read a record, and one
/// to decide whether it is newer. Each service brings only the SQL of its own replica.
@NullMarked
package com.smipay.support.kit.identity;

import org.jspecify.annotations.NullMarked;
