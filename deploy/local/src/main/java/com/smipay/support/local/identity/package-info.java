/// Plays the other systems' part on one machine: publishes people and registration sessions (`decisions.md` 30), and
/// waits until the ticket service has applied them.
@NullMarked
package com.smipay.support.local.identity;

import org.jspecify.annotations.NullMarked;
