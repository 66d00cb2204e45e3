/// What the rooms share at the HTTP edge: the one table of refusals, who is calling, and the shapes that more than
/// one room answers with.
@NullMarked
package com.smipay.support.messaging.edge;

import org.jspecify.annotations.NullMarked;
