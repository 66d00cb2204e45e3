/// The real stack that the tests of one run share: started once as `deploy/up` starts it, and stopped with the run.
@NullMarked
package com.smipay.support.acceptance.stack;

import org.jspecify.annotations.NullMarked;
