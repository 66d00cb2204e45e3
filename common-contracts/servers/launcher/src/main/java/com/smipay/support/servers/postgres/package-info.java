/// PostgreSQL on this machine: unpacked, initialized, started, recognized again and stopped. The server belongs to its
/// directory, not to the JVM that started it. Durable unless a test asks for less: an answered commit is on the disk.
@NullMarked
package com.smipay.support.servers.postgres;

import org.jspecify.annotations.NullMarked;
