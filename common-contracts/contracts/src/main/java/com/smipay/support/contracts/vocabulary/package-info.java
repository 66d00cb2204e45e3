/// The closed sets of words that the API documents fix: one spelling on every wire and in every database.
@NullMarked
package com.smipay.support.contracts.vocabulary;

import org.jspecify.annotations.NullMarked;
