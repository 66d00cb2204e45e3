/// What the services tell each other: permanent event names, their data, and the CloudEvents envelope around it.
/// Released records only ever gain optional fields; the samples under `samples/` must parse for ever.
@NullMarked
package com.smipay.support.contracts.event;

import org.jspecify.annotations.NullMarked;
