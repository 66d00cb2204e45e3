/// The stack under experiment: its processes, databases and topics, looked at directly.
@NullMarked
package com.smipay.support.faults.stack;

import org.jspecify.annotations.NullMarked;
