/// The Kafka broker as a process of its own. Its classes are never on this class path: they bring other versions of
/// libraries that the product uses too.
@NullMarked
package com.smipay.support.servers.kafka;

import org.jspecify.annotations.NullMarked;
