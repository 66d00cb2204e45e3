/// What the README shows is what a newcomer sees: its tour is run as it stands.
@NullMarked
package com.smipay.support.acceptance.readme;

import org.jspecify.annotations.NullMarked;
