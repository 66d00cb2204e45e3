package com.smipay.support.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.limit.RequestLimits.By;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLimitsTest {
    private static final String ADDRESS = "203.0.113.7";

    private final TestTime time = new TestTime();
    private final AtomicInteger replicas = new AtomicInteger(1);
    private final RequestLimits limits = limits(true);

    /// Two of a device, five of an address, one more of either each second.
    private RequestLimits limits(boolean enabled) {
        return new RequestLimits(
                new LimitSettings(enabled, Limit.perMinute(2, 60), Limit.perMinute(5, 60)), replicas::get, time);
    }

    private boolean passes(String device, String address) {
        return limits.count(device, address, () -> false).waiting().isEmpty();
    }

    @Test
    void aDeviceIsLimitedFromWhereverItCalls() {
        assertThat(passes("device-a", "203.0.113.1")).isTrue();
        assertThat(passes("device-a", "203.0.113.2")).isTrue();
        assertThat(passes("device-a", "203.0.113.3")).isFalse();
        assertThat(passes("device-b", "203.0.113.3")).isTrue();
        assertThat(limits.refused(By.DEVICE)).isEqualTo(1);
        assertThat(limits.refused(By.ADDRESS)).isZero();
    }

    @Test
    void anAddressIsLimitedWhateverDevicesItInvents() {
        int through = 0;
        for (int i = 0; i < 100; i++) {
            through += passes("invented-" + i, ADDRESS) ? 1 : 0;
        }

        assertThat(through).isEqualTo(5);
        assertThat(limits.refused(By.ADDRESS)).isEqualTo(95);
        assertThat(limits.kept(By.DEVICE)).isEqualTo(5);
        assertThat(passes("device-elsewhere", "203.0.113.8")).isTrue();
    }

    /// Where the calls are spread over the replicas, all of them together let as many through as one alone.
    @Test
    void replicasAllowTheirPartsOfALimit() {
        replicas.set(2);
        RequestLimits other = limits(true);
        int through = 0;
        for (int i = 0; i < 100; i++) {
            through += passes("device-a", "203.0.113." + i) ? 1 : 0;
            through += other.count("device-a", "203.0.113." + i, () -> false)
                            .waiting()
                            .isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(through).isEqualTo(2);

        // One of them has gone.
        replicas.set(1);
        assertThat(passes("device-a", ADDRESS)).isTrue();
        assertThat(passes("device-a", ADDRESS)).isTrue();
        assertThat(passes("device-a", ADDRESS)).isFalse();
    }

    @Test
    void theWaitIsUntilTheNextToken() {
        passes("device-a", ADDRESS);
        passes("device-a", ADDRESS);

        assertThat(limits.count("device-a", ADDRESS, () -> false).waiting()).hasValue(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        assertThat(passes("device-a", ADDRESS)).isTrue();
    }

    @Test
    void aPhoneGoneWildDoesNotSilenceThoseThatShareItsAddress() {
        for (int i = 0; i < 100; i++) {
            passes("device-wild", ADDRESS);
        }

        assertThat(passes("device-b", ADDRESS)).isTrue();
        assertThat(passes("device-c", ADDRESS)).isTrue();
        assertThat(passes("device-d", ADDRESS)).isTrue();
        assertThat(passes("device-e", ADDRESS)).isFalse();
    }

    @Test
    void whoIsFreeOfTheDeviceLimitStillCountsForTheAddress() {
        int through = 0;
        for (int i = 0; i < 10; i++) {
            through +=
                    limits.count("device-admin", ADDRESS, () -> true).waiting().isEmpty() ? 1 : 0;
        }

        assertThat(through).isEqualTo(5);
        assertThat(limits.refused(By.DEVICE)).isZero();
    }

    @Test
    void nobodyIsAskedForAnExemptionBelowTheLimit() {
        assertThat(limits.count("device-a", ADDRESS, () -> {
                            throw new AssertionError("a token is dear to verify");
                        })
                        .waiting())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:7::1, 2001:db8:0:7:ffff::2, true",
        "2001:db8:0:7::1, 2001:DB8::7:0:0:0:9, true",
        "2001:db8:0:7::1, 2001:db8:0:8::1, false",
        "::ffff:203.0.113.7, 203.0.113.8, false",
        "203.0.113.7, 203.0.113.8, false",
        "not:an:address, not:an:address, true",
        "not:an:address, another:one, false"
    })
    void ofIpv6TheNetworkCountsAndNotTheAddress(String one, String other, boolean same) {
        assertThat(AddressPrefix.of(one).equals(AddressPrefix.of(other))).isEqualTo(same);
    }

    @Test
    void anInventorOfDevicesAndAddressesDoesNotGrowWhatIsKept() {
        for (int i = 0; i < 3 * RequestLimits.MOST_KEPT; i++) {
            passes("invented-" + i, "2001:db8:" + Integer.toHexString(i) + "::1");
        }

        assertThat(limits.kept(By.DEVICE)).isLessThanOrEqualTo(RequestLimits.MOST_KEPT);
        assertThat(limits.kept(By.ADDRESS)).isLessThanOrEqualTo(RequestLimits.MOST_KEPT);
    }

    @Test
    void turnedOffEverythingPassesAndNothingIsKept() {
        RequestLimits off = limits(false);
        for (int i = 0; i < 100; i++) {
            assertThat(off.count("device-a", ADDRESS, () -> false).waiting()).isEmpty();
        }

        assertThat(off.kept(By.DEVICE) + off.kept(By.ADDRESS)).isZero();
    }

    @Test
    void theSameDeviceHasAnotherNameInEachProcess() {
        Pseudonyms one = new Pseudonyms();

        assertThat(one.assign("device-a"))
                .isEqualTo(one.assign("device-a"))
                .isNotEqualTo(new Pseudonyms().assign("device-a"));
    }

    private static Settings settings(String key, String value) {
        Map<String, String> all = new HashMap<>(Map.of(
                "rate-limit.enabled", "true",
                "rate-limit.device.capacity", "60",
                "rate-limit.device.per-minute", "30",
                "rate-limit.address.capacity", "3000",
                "rate-limit.address.per-minute", "6000"));
        all.put(key, value);
        return new Settings(Config.just(ConfigSources.create(all)));
    }

    @Test
    void theLimitsAreSettings() {
        LimitSettings read = LimitSettings.from(settings("rate-limit.enabled", "false"));

        assertThat(read).isEqualTo(new LimitSettings(false, Limit.perMinute(60, 30), Limit.perMinute(3000, 6000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate-limit.device.capacity",
                "rate-limit.device.per-minute",
                "rate-limit.address.capacity",
                "rate-limit.address.per-minute"
            })
    void aLimitOfNothingIsRefusedByName(String key) {
        assertThatThrownBy(() -> LimitSettings.from(settings(key, "0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(key);
    }
}
