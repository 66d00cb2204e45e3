/// One Kafka broker and controller in one process, for one machine: everything on loopback, its data in one directory.
/// The other modules know it only as a process (`common-contracts/servers/launcher`, package `kafka`).
@NullMarked
package com.smipay.support.broker;

import org.jspecify.annotations.NullMarked;
