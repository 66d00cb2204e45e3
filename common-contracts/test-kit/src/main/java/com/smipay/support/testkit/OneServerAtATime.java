package com.smipay.support.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/// For every test that starts Helidon's server, be it a whole service. Classes run side by side, but Helidon 4.1.2
/// keeps the figures of all servers of a JVM in one map that two starts at once break, and two services on the one
/// broker of the tests are replicas of one consumer group: each would get a part of what was meant for the other. So
/// such tests run one after another, beside those that need no server.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("Helidon's server")
public @interface OneServerAtATime {}
