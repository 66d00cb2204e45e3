/// What admins do with tickets, except writing in them: the list with its figures, the detail, status, assignment and
/// priority (`admin-api.md`).
@NullMarked
package com.smipay.support.ticket.admin;

import org.jspecify.annotations.NullMarked;
