/// A user's message, by `add-message` and by the ticket service's `request-support`. Whoever knows the ticket's contact
/// email may write; whoever is bound by writing is bound in the same statement.
@NullMarked
package com.smipay.support.messaging.posting;

import org.jspecify.annotations.NullMarked;
