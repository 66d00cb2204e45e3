/// The copy of tickets and ratings: told by a sister, read from Kafka, or asked for, every event ends in
/// `Projection`; and what this service decides goes out through `Announcer`. A copy takes what is newer and ignores
/// the rest.
@NullMarked
package com.smipay.support.messaging.projection;

import org.jspecify.annotations.NullMarked;
