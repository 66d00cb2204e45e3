/// Reading and writing in a ticket, and who may.
@NullMarked
package com.smipay.support.acceptance.conversation;

import org.jspecify.annotations.NullMarked;
