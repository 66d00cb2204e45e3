/// The example of an ingress that others run: Debian's nginx with `deploy/ingress`, before the stack of this run and
/// before services that are away.
@NullMarked
package com.smipay.support.acceptance.ingress;

import org.jspecify.annotations.NullMarked;
