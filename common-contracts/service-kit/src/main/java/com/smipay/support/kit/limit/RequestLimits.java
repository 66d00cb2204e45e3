package com.smipay.support.kit.limit;

import com.smipay.support.kit.limit.Pseudonyms.Pseudonym;
import io.github.bucket4j.TimeMeter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// How often a device and an address may call what needs no token (`decisions.md` 15), in this replica. Safe for all
/// threads.
public final class RequestLimits {
    /// How many devices, and how many addresses, are remembered: some 6 MB each at the most.
    static final int MOST_KEPT = 20_000;

    /// What a call was refused for.
    public enum By {
        DEVICE,
        ADDRESS
    }

    private final LimitSettings settings;
    private final Buckets<Pseudonym> devices;
    private final Buckets<Pseudonym> addresses;
    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final Map<By, LongAdder> refused = new EnumMap<>(By.class);

    public RequestLimits(LimitSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestLimits(LimitSettings settings, TimeMeter time) {
        this.settings = settings;
        this.devices = new Buckets<>(settings.device(), MOST_KEPT, time);
        this.addresses = new Buckets<>(settings.address(), MOST_KEPT, time);
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
        if (!settings.enabled()) {
            return Counted.FREE;
        }
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

    /// Calls refused since the start, for metrics.
    public long refused(By by) {
        return count(by).sum();
    }

    /// Buckets kept now, for metrics.
    public int kept(By by) {
        return switch (by) {
            case DEVICE -> devices.kept();
            case ADDRESS -> addresses.kept();
        };
    }

    private LongAdder count(By by) {
        return Objects.requireNonNull(refused.get(by));
    }
}
