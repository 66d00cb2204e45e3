/// The loader, in a real database with the services' own tables.
@NullMarked
package com.smipay.support.bench.bulk;

import org.jspecify.annotations.NullMarked;
