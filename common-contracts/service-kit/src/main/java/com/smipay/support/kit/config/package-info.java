/// Settings: one documented `application.yaml` a service, environment variables over it, secrets from files.
@NullMarked
package com.smipay.support.kit.config;

import org.jspecify.annotations.NullMarked;
