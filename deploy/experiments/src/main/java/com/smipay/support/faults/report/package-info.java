/// What a run has found, for people and for programs.
@NullMarked
package com.smipay.support.faults.report;

import org.jspecify.annotations.NullMarked;
