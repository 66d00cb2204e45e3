package com.smipay.support.kit.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Somebody who signs tokens, with whatever header and claims a test asks for.
///
/// @param jwk the public key as JSON; empty for a shared secret
record Signer(String keyId, String algorithm, String jwk, Signing signing) {
    interface Signing {
        byte[] sign(byte[] content) throws GeneralSecurityException;
    }

    static Signer hs256(String secret) {
        return hmac(secret.getBytes(StandardCharsets.UTF_8), "local");
    }

    static Signer hmac(byte[] key, String keyId) {
        return new Signer(keyId, "HS256", "", content -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        });
    }

    static Signer rs256(String keyId) {
        return rs256(keyId, 2048);
    }

    static Signer rs256(String keyId, int bits) {
        KeyPair pair = pair(bits);
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        String jwk = "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(keyId, unsigned(key.getModulus(), bits / 8), unsigned(key.getPublicExponent(), 3));
        return new Signer(keyId, "RS256", jwk, by("SHA256withRSA", pair.getPrivate()));
    }

    static Signer es256(String keyId) {
        KeyPair pair = pair("EC", "secp256r1");
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String jwk = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(
                        keyId,
                        unsigned(key.getW().getAffineX(), 32),
                        unsigned(key.getW().getAffineY(), 32));
        return new Signer(keyId, "ES256", jwk, by("SHA256withECDSAinP1363Format", pair.getPrivate()));
    }

    static Signer ed25519(String keyId) {
        KeyPair pair = pair("Ed25519", "");
        byte[] encoded = pair.getPublic().getEncoded();
        String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"%s\",\"x\":\"%s\"}"
                .formatted(keyId, base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        return new Signer(keyId, "EdDSA", jwk, by("Ed25519", pair.getPrivate()));
    }

    String header() {
        return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm, keyId);
    }

    String token(String claims) {
        return token(header(), claims);
    }

    String token(String header, String claims) {
        return token(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8));
    }

    String token(byte[] header, byte[] claims) {
        String content = base64(header) + "." + base64(claims);
        return content + "." + base64(sign(content));
    }

    byte[] sign(String content) {
        try {
            return signing.sign(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static Signing by(String algorithm, PrivateKey key) {
        return content -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        };
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int used = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
        return base64(fixed);
    }

    private static KeyPair pair(int rsaBits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(rsaBits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
