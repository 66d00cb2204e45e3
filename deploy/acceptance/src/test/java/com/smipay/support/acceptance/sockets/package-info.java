/// The namespace `/support`: who gets in, who hears what, and in which order.
@NullMarked
package com.smipay.support.acceptance.sockets;

import org.jspecify.annotations.NullMarked;
