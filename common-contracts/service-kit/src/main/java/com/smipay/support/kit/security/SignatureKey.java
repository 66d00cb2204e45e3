package com.smipay.support.kit.security;

import io.helidon.security.jwt.JwtException;
import io.helidon.security.jwt.jwk.Jwk;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/// A key that checks signatures, tied to the one algorithm that its type allows: a token can't choose another (no
/// `none`, no HMAC keyed with somebody's public key). Immutable, safe for all threads.
sealed interface SignatureKey {
    /// As in a token's `alg`.
    String algorithm();

    /// Never throws: what can't be checked is wrong.
    boolean verifies(byte[] signed, byte[] signature);

    /// HS256, RS256 and ES256 as Helidon's `Jwk` does them: HMACs are compared in constant time, ES256 signatures
    /// are read as R‖S. The length is checked here, because the JDK below also reads ES256 signatures of other
    /// lengths.
    record ByHelidon(String algorithm, int signatureLength, Jwk jwk) implements SignatureKey {
        @Override
        public boolean verifies(byte[] signed, byte[] signature) {
            try {
                return signature.length == signatureLength && jwk.verifySignature(signed, signature);
            } catch (JwtException ignored) {
                return false;
            }
        }
    }

    /// Ed25519 by the JDK: Helidon has no key type for it.
    record Ed25519(PublicKey key) implements SignatureKey {
        static final String ALGORITHM = "EdDSA";

        @Override
        public String algorithm() {
            return ALGORITHM;
        }

        @Override
        public boolean verifies(byte[] signed, byte[] signature) {
            try {
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(key);
                check.update(signed);
                return check.verify(signature);
            } catch (GeneralSecurityException ignored) {
                return false;
            }
        }
    }
}
