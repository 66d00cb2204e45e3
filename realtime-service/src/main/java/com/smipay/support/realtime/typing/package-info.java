/// Who is typing, as far as this instance has heard: from its own sockets at once, from other instances over a topic of
/// short-lived records. Whatever was heard runs out after six seconds, so nobody types for ever because somebody died.
@NullMarked
package com.smipay.support.realtime.typing;

import org.jspecify.annotations.NullMarked;
