/// What people hold in their hands: an app, a dashboard, a socket.
@NullMarked
package com.smipay.support.acceptance.client;

import org.jspecify.annotations.NullMarked;
