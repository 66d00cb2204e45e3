/// The SQL of the messaging service, each statement beside the record that it fills. A decision is one statement: it
/// locks the conversation, looks whether the ticket is still the one that was decided on, and writes message and
/// event together. Statements of the user's side never name `internal_note`; those of the admins' side stand in
/// `AdminMessages`.
@NullMarked
package com.smipay.support.messaging.store;

import org.jspecify.annotations.NullMarked;
