package com.smipay.support.kit.limit;

import com.smipay.support.kit.limit.Pseudonyms.Pseudonym;
import io.github.bucket4j.TimeMeter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// How often a device and an address may call what needs no token (`decisions.md` 15). The replicas share a limit by
/// halves, thirds and so on: each allows its part, for a load balancer spreads calls over all of them. When their
/// number changes, buckets begin anew, full. Safe for all threads.
public final class RequestLimits {
    /// How many devices, and how many addresses, are remembered: some 6 MB each at the most.
    static final int MOST_KEPT = 20_000;

    /// What a call was refused for.
    public enum By {
        DEVICE,
        ADDRESS
    }

    /// @param settings the parts of this replica
    private record Share(
            int replicas, LimitSettings settings, Buckets<Pseudonym> devices, Buckets<Pseudonym> addresses) {}

    private final LimitSettings whole;
    private final IntSupplier replicas;
    private final TimeMeter time;
    private final AtomicReference<Share> share;
    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final Map<By, LongAdder> refused = new EnumMap<>(By.class);

    /// @param replicas how many of this service there are, as far as anybody knows
    public RequestLimits(LimitSettings settings, IntSupplier replicas) {
        this(settings, replicas, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestLimits(LimitSettings settings, IntSupplier replicas, TimeMeter time) {
        this.whole = settings;
        this.replicas = replicas;
        this.time = time;
        this.share = new AtomicReference<>(shareOf(1));
        for (By by : By.values()) {
            refused.put(by, new LongAdder());
        }
    }

    /// Counts a call. The address comes first, so that invented devices of one address get no bucket once it is over
    /// its limit; a call that the device's limit refuses does not count against the address, so that one phone gone
    /// wild does not silence those that share its address.
    ///
    /// @param deviceId kept as a salted hash only
    /// @param address of the client, as text
    /// @param freeOfDeviceLimit asked only where the device is over its limit
    public Counted count(String deviceId, String address, BooleanSupplier freeOfDeviceLimit) {
        if (!whole.enabled()) {
            return Counted.FREE;
        }
        Share now = share();
        LimitSettings settings = now.settings();
        Buckets<Pseudonym> devices = now.devices();
        Buckets<Pseudonym> addresses = now.addresses();
        Pseudonym origin = pseudonyms.assign(AddressPrefix.of(address));
        Draw ofAddress = addresses.draw(origin);
        if (ofAddress.waiting().isPresent()) {
            count(By.ADDRESS).increment();
            return Counted.of(settings, By.ADDRESS, ofAddress);
        }
        Draw ofDevice = devices.draw(pseudonyms.assign(deviceId));
        if (ofDevice.waiting().isEmpty()) {
            return Counted.of(settings, By.DEVICE, ofDevice);
        }
        if (freeOfDeviceLimit.getAsBoolean()) {
            return Counted.of(settings, By.ADDRESS, ofAddress);
        }
        addresses.giveBack(origin);
        count(By.DEVICE).increment();
        return Counted.of(settings, By.DEVICE, ofDevice);
    }

    private Share share() {
        Share now = Objects.requireNonNull(share.get());
        int count = Math.max(1, replicas.getAsInt());
        if (now.replicas() == count) {
            return now;
        }
        share.compareAndSet(now, shareOf(count));
        return Objects.requireNonNull(share.get());
    }

    private Share shareOf(int count) {
        LimitSettings settings = new LimitSettings(
                whole.enabled(), whole.device().part(count), whole.address().part(count));
        return new Share(
                count,
                settings,
                new Buckets<>(settings.device(), MOST_KEPT, time),
                new Buckets<>(settings.address(), MOST_KEPT, time));
    }

    /// Calls refused since the start, for metrics.
    public long refused(By by) {
        return count(by).sum();
    }

    /// Buckets kept now, for metrics.
    public int kept(By by) {
        return switch (by) {
            case DEVICE -> share().devices().kept();
            case ADDRESS -> share().addresses().kept();
        };
    }

    private LongAdder count(By by) {
        return Objects.requireNonNull(refused.get(by));
    }
}
