/// The one-machine stack's ingress: one public port, and behind it the services' public listeners. What stands in
/// [RouteTable] is reachable and nothing else is; the internal listeners are not known here at all. Nothing in this
/// package blocks: every request is handled on Undertow's I/O threads.
@NullMarked
package com.smipay.support.local.gateway;

import org.jspecify.annotations.NullMarked;
