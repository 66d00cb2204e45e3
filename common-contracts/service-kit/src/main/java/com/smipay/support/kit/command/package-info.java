/// A request that changes something, on its one way from a decision to an answer: [CommandExecutor] is the decorator
/// around every use case, [Result] is what the use case decided, [Outcome] what is answered. Retries are safe
/// (`decisions.md` 8): the first answer is remembered in the transaction of its effect.
@NullMarked
package com.smipay.support.kit.command;

import org.jspecify.annotations.NullMarked;
