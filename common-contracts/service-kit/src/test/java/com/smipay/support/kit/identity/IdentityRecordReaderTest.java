package com.smipay.support.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityRecordReaderTest {
    private static final String PERSON = "{\"id\":\"u-1\"}";

    private final IdentityRecordReader<Person> people = IdentityRecordReader.ofPeople();
    private final IdentityRecordReader<RegistrationSession> sessions = IdentityRecordReader.ofSessions();

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"id\":null}", "{\"id\":\"u-2\"}", "{\"id\":{}}"})
    void whatIsNoPersonIsRefused(String json) {
        assertThatThrownBy(() -> people.read("u-1", bytes(json))).isInstanceOf(UnprocessableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"u-1\"}",
                "{\"session_id\":\"u-1\",\"email\":\"a@x.ng\"}",
                "{\"session_id\":\"u-1\",\"email\":\"a@x.ng\",\"expires_at\":\"soon\"}",
                "{\"session_id\":\"u-2\",\"email\":\"a@x.ng\",\"expires_at\":\"2026-02-24T10:30:00Z\"}",
            })
    void whatIsNoSessionIsRefused(String json) {
        assertThatThrownBy(() -> sessions.read("u-1", bytes(json))).isInstanceOf(UnprocessableRecordException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "u\0-1"})
    void aRecordNeedsAKey(@Nullable String key) {
        assertThatThrownBy(() -> people.read(key, bytes(PERSON))).isInstanceOf(UnprocessableRecordException.class);
        assertThatThrownBy(() -> people.read(key, null)).isInstanceOf(UnprocessableRecordException.class);
    }

    /// What is logged and dead-lettered quotes nothing of the data.
    @Test
    void aRefusalTellsNothingOfTheRecord() {
        assertThatThrownBy(() -> people.read("u-1", bytes("{\"id\":\"u-1\",\"email\":secret")))
                .hasMessage("the record is no Person: JsonParseException")
                .hasNoCause();
    }

    /// `decisions.md` 53: an id is the same in whatever case the key and the record write it.
    @Test
    void caseMakesNoOtherPerson() {
        String id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        String capitals = id.toUpperCase(Locale.ROOT);

        assertThat(people.read(capitals, null)).isEqualTo(new IdentityRecord<Person>(id, null));
        for (String written : new String[] {id, capitals}) {
            IdentityRecord<Person> read = people.read(capitals, bytes("{\"id\":\"" + written + "\"}"));
            assertThat(read.id()).isEqualTo(id);
            assertThat(read.told()).isNotNull().extracting(Person::id).isEqualTo(id);
        }
    }

    /// `decisions.md` 48, 49: what turns the text around it, can't be seen, or has another shape is not told.
    @Test
    void aPersonIsReadInTheShapesThatAreShown() {
        Person person = Objects.requireNonNull(people.read("u-1", bytes("""
                        {"id":"u-1","email":" Ada@X.ng ","first_name":"\\u202EnimdA\\u0000","last_name":"\\u200B",
                         "phone_number":"0803\\n","role":"admin\\u0000","account_status":" ","profile_image":"https://i/1",
                         "wallet":{"current_balance":"1.50"},"tier":{"name":"Gold"},"kyc_verification":{"status":7}}
                        """)).told());

        assertThat(person.email()).isEqualTo("ada@x.ng");
        assertThat(person.firstName()).isEqualTo("nimdA");
        assertThat(person.lastName()).isNull();
        assertThat(person.phoneNumber()).isEqualTo("0803");
        assertThat(person.role()).isEqualTo("admin");
        assertThat(person.accountStatus()).isNull();
        assertThat(person.profileImage()).hasToString("{\"secure_url\":\"https://i/1\"}");
        assertThat(person.wallet()).hasToString("{\"current_balance\":1.50}");
        assertThat(person.tier()).hasToString("{\"tier\":\"Gold\",\"name\":\"Gold\"}");
        assertThat(person.kycVerification()).hasToString("{\"is_verified\":false,\"status\":\"7\"}");
    }

    @Test
    void whatIsNoAddressIsNoEmail() {
        assertThat(people.read("u-1", bytes("{\"id\":\"u-1\",\"email\":\"no address\"}"))
                        .told())
                .isNotNull()
                .extracting(Person::email)
                .isNull();
    }

    /// `decisions.md` 17, 51: it is compared with the address that the person types.
    @ParameterizedTest
    @ValueSource(strings = {" Ada@X.ng ", "ada@x.ng\u00a0", "\ufeffada@x.ng"})
    void theEmailOfASessionIsReadLikeThatOfAPerson(String email) {
        assertThat(sessions.read("s-1", bytes("""
                        {"session_id":"s-1","email":"%s","expires_at":"2026-02-24T10:30:00Z"}
                        """.formatted(email))).told())
                .isNotNull()
                .extracting(RegistrationSession::email)
                .isEqualTo("ada@x.ng");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
