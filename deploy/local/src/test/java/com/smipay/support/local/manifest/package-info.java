/// What others deploy and watch the services by, held to what the services are.
@NullMarked
package com.smipay.support.local.manifest;

import org.jspecify.annotations.NullMarked;
