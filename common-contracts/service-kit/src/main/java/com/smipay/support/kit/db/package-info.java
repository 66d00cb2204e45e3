/// The one way to PostgreSQL: nobody else opens, commits, rolls back or closes. Through Helidon DbClient.
@NullMarked
package com.smipay.support.kit.db;

import org.jspecify.annotations.NullMarked;
