package com.smipay.support.realtime;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.realtime.api.SocketSettings;
import com.smipay.support.realtime.domain.SupportIdentity;
import java.time.Duration;

/// Every setting of this service; `application.yaml` says what each means.
///
/// @param credential that peers know each other by
/// @param grace over how long sockets are sent away when the service stops
public record RealtimeSettings(
        SocketSettings sockets,
        ListenerSettings internal,
        ServiceCredential credential,
        TokenSettings tokens,
        KafkaSettings kafka,
        Peer messaging,
        SupportIdentity identity,
        Duration grace) {

    /// @throws IllegalStateException when one is missing or malformed; names it, never its value
    public static RealtimeSettings from(Settings settings) {
        return new RealtimeSettings(
                SocketSettings.from(settings),
                ListenerSettings.from(settings, "internal"),
                ServiceCredential.from(settings),
                TokenSettings.from(settings),
                KafkaSettings.from(settings),
                new Peer("messaging", settings.addresses("peers.messaging.url")),
                new SupportIdentity(
                        settings.optionalText("support.display-name"), settings.optionalText("support.display-email")),
                settings.duration("server.grace-period"));
    }
}
