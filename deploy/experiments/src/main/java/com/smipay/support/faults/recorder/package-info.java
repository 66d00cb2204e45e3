/// What clients were told and shown, and the judgement of it against databases and topics. Pure: no I/O, so that the
/// judge itself is tested with violations.
@NullMarked
package com.smipay.support.faults.recorder;

import org.jspecify.annotations.NullMarked;
