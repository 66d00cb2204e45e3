package com.smipay.support.kit.limit;

import com.smipay.support.kit.config.Settings;

/// @param enabled `rate-limit.enabled`: false lets everything through
/// @param device `rate-limit.device.capacity` and `.per-minute`: calls of one device
/// @param address `rate-limit.address.capacity` and `.per-minute`: calls from one address, which many phones may share
public record LimitSettings(boolean enabled, Limit device, Limit address) {

    /// For a service that has nothing to limit.
    public static LimitSettings none() {
        return new LimitSettings(false, Limit.perMinute(1, 1), Limit.perMinute(1, 1));
    }

    /// @throws IllegalStateException naming the setting that is at fault
    public static LimitSettings from(Settings settings) {
        return new LimitSettings(
                settings.flag("rate-limit.enabled"),
                limit(settings, "rate-limit.device"),
                limit(settings, "rate-limit.address"));
    }

    private static Limit limit(Settings settings, String name) {
        return Limit.perMinute(positive(settings, name + ".capacity"), positive(settings, name + ".per-minute"));
    }

    private static int positive(Settings settings, String key) {
        int number = settings.number(key);
        if (number < 1) {
            throw new IllegalStateException("Setting " + key + " must be at least 1");
        }
        return number;
    }
}
