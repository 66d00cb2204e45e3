package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Verification.Valid;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a token says about its person besides the id.
class PersonalClaimsTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final Signer SIGNER = Signer.hs256(SECRET);

    private final TokenVerifier verifier =
            TokenVerifier.create(new TokenSettings(SECRET, null, null, null), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({"242, true", "243, false"})
    void emailHasAtMost254Characters(int length, boolean valid) {
        assertThat(
                        verify("\"sub\":\"u\",\"exp\":4102444800,\"email\":\"%s@example.com\""
                                        .formatted("a".repeat(length)))
                                instanceof Valid)
                .isEqualTo(valid);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "\"email\":\" Ada@Example.COM \" | ada@example.com",
                "\"email\":\"İ@b.c\" | i̇@b.c",
                "\"email\":\"\\uFEFFada@example.com\\u00A0\" | ada@example.com",
                "\"email\":\"\\u200b\" | null",
                "\"email\":\"  \" | null",
                "\"email\":null | null",
            })
    void emailIsTrimmedAndLowerCased(String claim, @Nullable String email) {
        assertThat(caller(claim).email()).isEqualTo(email);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "false | false",
                "\"false\" | false",
                "\"FALSE\" | false",
                "\"no\" | false",
                "0 | false",
                "[] | false",
                "true | true",
                "\"true\" | true",
                "null | true",
            })
    void unverifiedEmailProvesNoOwnership(String claim, boolean verified) {
        Caller caller = caller("\"email\":\"a@b.c\",\"email_verified\":" + claim);

        assertThat(caller.emailVerified()).isEqualTo(verified);
        assertThat(caller.ownershipEmail().isPresent()).isEqualTo(verified);
    }

    @ParameterizedTest(name = "{0} → {1}, {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "\"first_name\":\"Ada\",\"last_name\":\"Obi\" | Ada | Obi",
                "\"first_name\":\"Ada\",\"last_name\":\"Obi\",\"name\":\"X Y\" | Ada | Obi",
                "\"first_name\":\"Ada\",\"name\":\"X Y\" | Ada | null",
                "\"last_name\":\"Obi\",\"name\":\"X Y\" | null | Obi",
                "\"name\":\"Ada Ngozi Obi\" | Ada | Ngozi Obi",
                "\"name\":\"  Ada   Obi \" | Ada | Obi",
                "\"name\":\"Ada\" | Ada | null",
                "\"name\":\"Ọmọ\\tÀjọkẹ́\" | Ọmọ | Àjọkẹ́",
                "\"name\":\"A\\u0000da\\u202e\" | Ada | null",
                "\"name\":\"Ada \\ud800\" | Ada | null",
                "\"name\":\"\" | null | null",
                "\"name\":42 | null | null",
                "\"first_name\":\" \",\"last_name\":[],\"name\":\"Ada Obi\" | Ada | Obi",
                "\"name\":\"👩‍💻 Ada\" | 👩‍💻 | Ada",
            })
    void namesAreReadOrLeftOut(String claims, @Nullable String first, @Nullable String last) {
        Caller caller = caller(claims);

        assertThat(caller.firstName()).isEqualTo(first);
        assertThat(caller.lastName()).isEqualTo(last);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "\"+2348012345678\" | +2348012345678",
                "\" 0801 234 5678\\u202c\" | 0801 234 5678",
                "2348012345678 | 2348012345678",
                "\"\" | null",
                "null | null",
                "[] | null",
                "4.5 | null",
            })
    void phoneNumberIsReadOrLeftOut(String claim, @Nullable String phoneNumber) {
        assertThat(caller("\"phone_number\":" + claim).phoneNumber()).isEqualTo(phoneNumber);
    }

    @Test
    void longNamesAreCut() {
        assertThat(caller("\"first_name\":\"%s\"".formatted("😀".repeat(300))).firstName())
                .isEqualTo("😀".repeat(200));
    }

    private Verification verify(String claims) {
        return verifier.verify(SIGNER.token("{" + claims + "}"));
    }

    private Caller caller(String claims) {
        Verification verification = verify("\"sub\":\"u-1\",\"exp\":4102444800," + claims);
        assertThat(verification).isInstanceOf(Valid.class);
        return ((Valid) verification).caller();
    }
}
