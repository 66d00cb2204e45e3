/// What the services have parked because they could not apply it ([com.smipay.support.contracts.event.Parking]): read,
/// put back where it came from, or dropped.
@NullMarked
package com.smipay.support.local.parking;

import org.jspecify.annotations.NullMarked;
