/// People and their devices: those who write, retry and watch, and those who only weigh on the machine.
@NullMarked
package com.smipay.support.faults.load;

import org.jspecify.annotations.NullMarked;
