/// Real keys, real signatures, a real HTTP server for key sets.
@NullMarked
package com.smipay.support.kit.security;

import org.jspecify.annotations.NullMarked;
