/// Holds what goes over the wires against the OpenAPI and AsyncAPI documents. Knows no test: each test hands in what it
/// saw.
@NullMarked
package com.smipay.support.acceptance.contract;

import org.jspecify.annotations.NullMarked;
