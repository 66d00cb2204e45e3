/// The ticket service's database: rows, SQL, and nothing that decides. Everything takes the [Statements] it is to run
/// in, so whoever decides also says what belongs to one transaction; only [BatchingTicketWriter] gathers what belongs
/// to several requests. Row types stay in here; records of the domain, or of one answer, come out.
@NullMarked
package com.smipay.support.ticket.store;

import org.jspecify.annotations.NullMarked;
