package com.smipay.support.kit.security;

import com.smipay.support.kit.config.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Proves that a device opened a ticket, without telling the device's id: events carry the proof, never the
/// `x-device-id` (`decisions.md` 10, 12). While keys are changed a second one counts too. Immutable, safe for all
/// threads.
public final class DeviceProof {
    private static final String SETTING = "guest.proof-key";
    private static final String SECOND = "guest.proof-key-second";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final SecretKeySpec second;

    public DeviceProof(String key) {
        this(key, null);
    }

    /// @param key that proofs are made with
    /// @param second that proofs are known by, too; null for none
    /// @throws IllegalStateException when a key is weak (see {@link Secrets#requireStrong})
    public DeviceProof(String key, @Nullable String second) {
        this.key = spec(SETTING, key);
        this.second = second == null ? this.key : spec(SECOND, second);
    }

    public static DeviceProof from(Settings settings) {
        return new DeviceProof(settings.text(SETTING), settings.optionalText(SECOND));
    }

    private static SecretKeySpec spec(String setting, String key) {
        return new SecretKeySpec(Secrets.requireStrong(setting, key).getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// @return hex HMAC-SHA256 of `ticketId:deviceId`, 64 characters in lower case; the ticket's id in it, of fixed
    ///     length, keeps a proof from serving for another ticket
    public String sign(UUID ticketId, String deviceId) {
        return sign(key, ticketId, deviceId);
    }

    private static String sign(SecretKeySpec key, UUID ticketId, String deviceId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] proof = mac.doFinal((ticketId + ":" + deviceId).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /// Takes the same time for every wrong device.
    ///
    /// @param proof as stored; null (a ticket made with a token) matches no device
    public boolean matches(@Nullable String proof, UUID ticketId, String deviceId) {
        return proof != null && (isOf(key, proof, ticketId, deviceId) || isOf(second, proof, ticketId, deviceId));
    }

    private static boolean isOf(SecretKeySpec key, String proof, UUID ticketId, String deviceId) {
        return MessageDigest.isEqual(
                proof.getBytes(StandardCharsets.UTF_8),
                sign(key, ticketId, deviceId).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "DeviceProof[hidden]";
    }
}
