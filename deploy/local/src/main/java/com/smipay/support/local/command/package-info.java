/// The commands under `deploy/`, one class each. They talk to people: what goes wrong is one plain sentence, and the
/// exit code tells scripts.
@NullMarked
package com.smipay.support.local.command;

import org.jspecify.annotations.NullMarked;
