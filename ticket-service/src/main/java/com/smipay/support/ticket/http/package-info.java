/// What every room of this service needs to speak HTTP: who is calling, the refusals with their codes, and the reading
/// of queries. Knows no other room but the store.
@NullMarked
package com.smipay.support.ticket.http;

import org.jspecify.annotations.NullMarked;
