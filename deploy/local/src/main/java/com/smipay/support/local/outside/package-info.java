/// A stack as a test or an experiment has it in its hands: started like `deploy/up` does it, looked at, and troubled.
@NullMarked
package com.smipay.support.local.outside;

import org.jspecify.annotations.NullMarked;
