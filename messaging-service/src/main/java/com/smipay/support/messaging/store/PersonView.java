package com.smipay.support.messaging.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.text.AccountFacts;
import org.jspecify.annotations.Nullable;

/// A person as far as anybody has told us. The last six come from the identity topic alone.
///
/// @param accountStatus `unknown` until told
public record PersonView(
        String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String smipayTag,
        @Nullable JsonNode profileImage,
        @Nullable String role,
        String accountStatus,
        @Nullable JsonNode wallet,
        @Nullable JsonNode tier,
        @Nullable JsonNode kycVerification) {

    /// The columns of a `known_person` that is called `alias` in the query.
    static String columns(String alias) {
        return """
                %1$s.id as %1$s_id, %1$s.first_name as %1$s_first_name, %1$s.last_name as %1$s_last_name,
                %1$s.email as %1$s_email, %1$s.phone_number as %1$s_phone_number, %1$s.smipay_tag as %1$s_smipay_tag,
                %1$s.profile_image as %1$s_profile_image, %1$s.role as %1$s_role,
                %1$s.account_status as %1$s_account_status, %1$s.wallet as %1$s_wallet, %1$s.tier as %1$s_tier,
                %1$s.kyc_verification as %1$s_kyc_verification""".formatted(alias);
    }

    /// Each person by the id, whatever the planner expects of the number of rows.
    ///
    /// @param id a column
    static String join(String alias, String id) {
        return """
                left join lateral (
                    select * from known_person where known_person.id = %2$s offset 0) as %1$s on true""".formatted(alias, id);
    }

    /// Null where nobody has told us about the person.
    static @Nullable PersonView read(Row row, String alias) {
        String id = row.textOrNull(alias + "_id");
        return id == null
                ? null
                : new PersonView(
                        id,
                        row.textOrNull(alias + "_first_name"),
                        row.textOrNull(alias + "_last_name"),
                        row.textOrNull(alias + "_email"),
                        row.textOrNull(alias + "_phone_number"),
                        row.textOrNull(alias + "_smipay_tag"),
                        AccountFacts.profileImage(row.jsonOrNull(alias + "_profile_image")),
                        row.textOrNull(alias + "_role"),
                        AccountFacts.accountStatus(row.textOrNull(alias + "_account_status")),
                        AccountFacts.wallet(row.jsonOrNull(alias + "_wallet")),
                        AccountFacts.tier(row.jsonOrNull(alias + "_tier")),
                        AccountFacts.kycVerification(row.jsonOrNull(alias + "_kyc_verification")));
    }
}
