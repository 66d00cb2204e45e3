/// What clients ask for, each answered once, in the order in which a client asked; nothing here runs on an event loop,
/// and no client can make another wait.
@NullMarked
package com.smipay.support.realtime.requests;

import org.jspecify.annotations.NullMarked;
