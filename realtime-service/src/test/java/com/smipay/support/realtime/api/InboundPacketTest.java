package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.realtime.api.InboundPacket.Ack;
import com.smipay.support.realtime.api.InboundPacket.BinaryEvent;
import com.smipay.support.realtime.api.InboundPacket.Close;
import com.smipay.support.realtime.api.InboundPacket.Connect;
import com.smipay.support.realtime.api.InboundPacket.Disconnect;
import com.smipay.support.realtime.api.InboundPacket.Event;
import com.smipay.support.realtime.api.InboundPacket.Forbidden;
import com.smipay.support.realtime.api.InboundPacket.Pong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundPacketTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42/support,[\"join_ticket\",{\"ticket_id\":\"x\"}]",
                "42/support,17[\"typing\"]",
                "42/support,0[]",
                "42/support,[not json at all"
            })
    void eventsOfTheNamespacePassWhateverTheirJsonIs(String frame) {
        assertThat(InboundPacket.parse(frame)).isInstanceOf(Event.class);
    }

    @Test
    void whatElseAWellBehavedClientSends() {
        assertThat(InboundPacket.parse("3")).isInstanceOf(Pong.class);
        assertThat(InboundPacket.parse("43/support,5[{}]")).isInstanceOf(Ack.class);
        assertThat(InboundPacket.parse("452-/support,[\"x\"]")).isEqualTo(new BinaryEvent(2, null, "x"));
        assertThat(InboundPacket.parse("451-/support,17[{\"x\":1}]")).isEqualTo(new BinaryEvent(1, "17", null));
        assertThat(InboundPacket.parse("41/support,")).isEqualTo(new Disconnect("/support"));
        assertThat(InboundPacket.parse("41/support")).isEqualTo(new Disconnect("/support"));
        assertThat(InboundPacket.parse("41")).isEqualTo(new Disconnect("/"));
        assertThat(InboundPacket.parse("41/,")).isEqualTo(new Disconnect("/"));
        assertThat(InboundPacket.parse("41/other,")).isEqualTo(new Disconnect("/other"));
        assertThat(InboundPacket.parse("1")).isInstanceOf(Close.class);
    }

    @Test
    void aConnectNamesItsNamespaceAndCarriesItsAuth() {
        Connect support = (Connect) InboundPacket.parse("40/support,{\"token\":\"abc\"}");

        assertThat(support.namespace()).isEqualTo("/support");
        assertThat(support.auth().path("token").textValue()).isEqualTo("abc");
        assertThat(((Connect) InboundPacket.parse("40/support,")).auth().isMissingNode())
                .isTrue();
        assertThat(((Connect) InboundPacket.parse("40/support")).namespace()).isEqualTo("/support");
        assertThat(((Connect) InboundPacket.parse("40")).namespace()).isEqualTo("/");
        assertThat(((Connect) InboundPacket.parse("40{\"token\":\"abc\"}")).namespace())
                .isEqualTo("/");
        assertThat(((Connect) InboundPacket.parse("40/admin,{}")).namespace()).isEqualTo("/admin");
        assertThat(((Connect) InboundPacket.parse("40/,{}")).namespace()).isEqualTo("/");
        assertThat(((Connect) InboundPacket.parse("40/чат 1,")).namespace()).isEqualTo("/чат 1");
        assertThat(((Connect) InboundPacket.parse("40/support?token=abc,")).namespace())
                .isEqualTo("/support?token=abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "2probe",
                "3x",
                "5",
                "6",
                "4",
                "44/support,{}",
                "42[\"join_ticket\"]",
                "42/other,[\"join_ticket\"]",
                "42/support",
                "42/support,{}",
                "42/support,99999999999999999999[\"x\"]",
                "42/support,-1[\"x\"]",
                "42/support?a=1,[\"x\"]",
                "43[1]",
                "43/other,1[]",
                "41/support,{}",
                "41x",
                "45/support,1-[\"x\",{\"_placeholder\":true,\"num\":0}]",
                "450-/support,[\"x\"]",
                "4599-/support,[\"x\"]",
                "451-/other,[\"x\"]",
                "46/support,1-1[]",
                "40/support,{\"token\":",
                "40/support,{} {}",
                "40/\u0000,",
                "7:42/support,[",
                "42/support,[\"x\"]\u001E42/other,[\"x\"]",
                "3\u001E40/support,",
                "\u0000\u0001"
            })
    void everythingElseIsForbidden(String frame) {
        assertThat(InboundPacket.parse(frame)).isInstanceOf(Forbidden.class);
    }

    @RepeatedTest(50)
    void noiseNeverThrows() {
        Random random = new Random();
        String alphabet = "0123456/support,[]{}\":\u001E-x";
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }

        assertThat(InboundPacket.parse(noise.toString())).isNotNull();
    }
}
