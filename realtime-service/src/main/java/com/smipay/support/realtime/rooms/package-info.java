/// Who is connected and in which rooms. A room holds connections of this instance only; whoever disconnects is in no
/// room any more, whatever was still under way, and whoever lost the right to a ticket is out of its room before the
/// next push.
@NullMarked
package com.smipay.support.realtime.rooms;

import org.jspecify.annotations.NullMarked;
