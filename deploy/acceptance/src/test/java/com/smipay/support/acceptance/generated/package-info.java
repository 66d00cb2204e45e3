/// Clients that are made of the published documents, by the generators that teams use. Run by the profile `clients`: it
/// takes minutes, and fetches the generators and their languages.
@NullMarked
package com.smipay.support.acceptance.generated;

import org.jspecify.annotations.NullMarked;
