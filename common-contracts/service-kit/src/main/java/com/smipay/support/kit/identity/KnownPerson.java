package com.smipay.support.kit.identity;

import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.text.AccountFacts;
import org.jspecify.annotations.Nullable;

/// Reads a row of the view `known_person`, which stands in a query under an alias: the columns are called by it, as
/// `owner_first_name`.
public final class KnownPerson {
    private KnownPerson() {}

    /// Null where nobody has told us about the person.
    public static PersonView.@Nullable Summary summary(Row row, String alias) {
        String id = row.textOrNull(alias + "_id");
        return id == null
                ? null
                : new PersonView.Summary(
                        id,
                        row.textOrNull(alias + "_first_name"),
                        row.textOrNull(alias + "_last_name"),
                        row.textOrNull(alias + "_email"));
    }

    /// Null where nobody has told us about the person. In the shapes that a dashboard reads, whatever was stored before
    /// them ([AccountFacts]).
    public static PersonView.@Nullable Full full(Row row, String alias) {
        String id = row.textOrNull(alias + "_id");
        return id == null
                ? null
                : new PersonView.Full(
                        id,
                        row.textOrNull(alias + "_first_name"),
                        row.textOrNull(alias + "_last_name"),
                        row.textOrNull(alias + "_email"),
                        row.textOrNull(alias + "_phone_number"),
                        row.textOrNull(alias + "_smipay_tag"),
                        AccountFacts.profileImage(row.jsonOrNull(alias + "_profile_image")),
                        AccountFacts.accountStatus(row.textOrNull(alias + "_account_status")),
                        row.textOrNull(alias + "_role"),
                        AccountFacts.wallet(row.jsonOrNull(alias + "_wallet")),
                        AccountFacts.tier(row.jsonOrNull(alias + "_tier")),
                        AccountFacts.kycVerification(row.jsonOrNull(alias + "_kyc_verification")));
    }
}
