/// The judge is judged, and a short run of every experiment that fits into a build.
@NullMarked
package com.smipay.support.faults;

import org.jspecify.annotations.NullMarked;
