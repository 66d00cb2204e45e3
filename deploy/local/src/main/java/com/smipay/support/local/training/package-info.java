/// What a stack does while its start-up caches are made: a few lives of a ticket, so that the classes and the methods
/// that a day needs are in them, and not only those of a start.
@NullMarked
package com.smipay.support.local.training;

import org.jspecify.annotations.NullMarked;
