/// Fills the services' databases with many tickets at once, by statements on whole sets. Every row is one that the
/// services could have written, copies and figures included; nothing of it is announced.
@NullMarked
package com.smipay.support.bench.bulk;

import org.jspecify.annotations.NullMarked;
