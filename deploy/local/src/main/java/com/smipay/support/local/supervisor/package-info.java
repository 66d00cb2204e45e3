/// Starts every process of the stack, keeps each alive, and stops all of them in order. One thread watches over one
/// process. Every process is written down with its start time before it is relied on, so that nothing is ever left
/// behind that the next start could not find.
@NullMarked
package com.smipay.support.local.supervisor;

import org.jspecify.annotations.NullMarked;
