/// Reads the OpenAPI and AsyncAPI documents: as trees to lint, and as schemas to hold real traffic against. Part of
/// this module's test jar, so that the acceptance tests use the same reading.
@NullMarked
package com.smipay.support.contracts.document;

import org.jspecify.annotations.NullMarked;
