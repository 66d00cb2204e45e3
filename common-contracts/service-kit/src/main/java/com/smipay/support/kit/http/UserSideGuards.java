package com.smipay.support.kit.http;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.limit.LimitSettings;
import com.smipay.support.kit.limit.RequestLimits;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.kit.signing.SignatureCheck;
import com.smipay.support.kit.signing.SignatureFault;
import com.smipay.support.kit.signing.SigningKey;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// What a call of the user side passes before its handler looks at its token, in this order: the device (`decisions.md`
/// 10), the limits (15), the signature (10). The limits come before the signature because a refusal by them spends no
/// nonce: the same signed request may be sent again. Safe for all threads.
public final class UserSideGuards {
    private final RequestLimits limits;
    private final RequestLimitGuard limitGuard;
    private final Optional<SignatureGuard> signatureGuard;
    private final Map<SignatureFault, LongAdder> badSignatures = new EnumMap<>(SignatureFault.class);

    /// @param withoutToken the paths that need no token, as they are given to [Endpoints]: these are limited;
    /// where there are none, the service needs no settings of limits
    /// @param replicas how many of this service share the limits, as far as anybody knows
    /// @throws IllegalStateException naming the setting that is at fault, a weak signing key among them
    public UserSideGuards(
            Settings settings, Nonces nonces, Callers callers, List<String> withoutToken, IntSupplier replicas) {
        this(settings, nonces, callers, withoutToken, replicas, InstantSource.system());
    }

    UserSideGuards(
            Settings settings,
            Nonces nonces,
            Callers callers,
            List<String> withoutToken,
            IntSupplier replicas,
            InstantSource clock) {
        for (SignatureFault fault : SignatureFault.values()) {
            badSignatures.put(fault, new LongAdder());
        }
        this.limits = new RequestLimits(
                withoutToken.isEmpty() ? LimitSettings.none() : LimitSettings.from(settings), replicas);
        this.limitGuard = new RequestLimitGuard(
                limits, new ClientAddress(settings.list("proxies.trusted")), callers, withoutToken);
        this.signatureGuard = Optional.of(SigningKey.from(settings))
                .filter(keys -> !keys.isEmpty())
                .map(key -> new SignatureGuard(
                        new SignatureCheck(key, clock, nonces::firstUse),
                        fault -> count(fault).increment()));
    }

    /// Call it before the endpoints are added. A handler and not a filter: what a filter throws is answered outside
    /// of the request's scope, without its id and with another status in the log.
    public void addTo(HttpRouting.Builder routing) {
        routing.any((req, res) -> {
            if (SecurityHeadersGuard.isUserSide(req)) {
                SecurityHeadersGuard.check(req);
                limitGuard.check(req, res);
                signatureGuard.ifPresent(guard -> guard.check(req));
            }
            res.next();
        });
    }

    /// For metrics.
    public RequestLimits limits() {
        return limits;
    }

    /// Requests refused since the start because of their signature, for metrics.
    public long badSignatures(SignatureFault fault) {
        return count(fault).sum();
    }

    private LongAdder count(SignatureFault fault) {
        return Objects.requireNonNull(badSignatures.get(fault));
    }
}
