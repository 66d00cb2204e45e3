/// What holds for every call: credentials, methods, sizes, origins, retries, documents.
@NullMarked
package com.smipay.support.acceptance.http;

import org.jspecify.annotations.NullMarked;
