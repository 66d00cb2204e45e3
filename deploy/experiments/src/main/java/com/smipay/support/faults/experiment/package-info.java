/// One class for each thing that may go wrong.
@NullMarked
package com.smipay.support.faults.experiment;

import org.jspecify.annotations.NullMarked;
