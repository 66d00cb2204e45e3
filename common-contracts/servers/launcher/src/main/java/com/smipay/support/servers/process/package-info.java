/// Processes of this machine: how they are started, recognized again, waited for and stopped. A process is never
/// touched by name, only by a pid that was recorded together with its start time.
@NullMarked
package com.smipay.support.servers.process;

import org.jspecify.annotations.NullMarked;
