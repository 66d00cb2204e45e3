/// What the services have dead-lettered because they could not apply it
/// ([com.smipay.support.contracts.event.DeadLetterHeaders]): read,
/// put back where it came from, or dropped.
@NullMarked
package com.smipay.support.local.deadletter;

import org.jspecify.annotations.NullMarked;
