package com.smipay.support.kit.limit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Short names for what must not be kept in clear: salted hashes, the salt made anew in each process. They also keep a
/// stranger from choosing keys that meet in one slot of a hash table.
final class Pseudonyms {
    private static final int SALT_BYTES = 16;

    private final byte[] salt = new byte[SALT_BYTES];

    /// 128 bits of a SHA-256.
    record Pseudonym(long first, long second) {}

    Pseudonyms() {
        new SecureRandom().nextBytes(salt);
    }

    Pseudonym assign(String name) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            ByteBuffer hash = ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new Pseudonym(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
