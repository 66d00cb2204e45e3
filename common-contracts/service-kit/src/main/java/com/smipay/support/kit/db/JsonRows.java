package com.smipay.support.kit.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.util.List;

/// Rows that go into a statement as one parameter: so one text, prepared once, serves any number of them.
///
/// ```sql
/// with told as materialized (
///     select * from (
///         select * from json_to_recordset(cast(:told as json)) as one (id uuid, text text)
///         limit cast(:most as bigint)
///     ) as few
///     limit cast(:most as bigint)
/// )
/// ```
///
/// The planner expects a hundred rows of such a function, whatever there are, and would go through a whole small
/// table for them, which may have grown by the next time; of a limit that it does not know it expects a tenth. So two
/// of them let it take the way through an index.
public final class JsonRows {
    /// More than anybody hands over at once.
    private static final int MOST = 10_000;

    private JsonRows() {}

    /// The value of the parameter `most`.
    public static int most() {
        return MOST;
    }

    /// @param rows records whose parts have the names of the columns, in snake case
    public static String of(List<? extends Record> rows) {
        try {
            return Json.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rows that JSON can't carry", e);
        }
    }
}
