/// The error shape, the envelope and the header names that every service and the ingress share (`admin-api.md`,
/// Errors).
@NullMarked
package com.smipay.support.contracts.http;

import org.jspecify.annotations.NullMarked;
