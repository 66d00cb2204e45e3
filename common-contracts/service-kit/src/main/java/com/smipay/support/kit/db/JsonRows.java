package com.smipay.support.kit.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.util.List;

/// Rows that go into a statement as one parameter: so one text, prepared once, serves any number of them.
public final class JsonRows {
    /// More than anybody hands over at once.
    private static final int MOST = 10_000;

    private JsonRows() {}

    /// A common table expression. The planner expects a hundred rows of such a function, whatever there are, and would
    /// go through a whole small table for them, which may have grown by the next time; of a limit that it does not know
    /// it expects a tenth. So two of them let it take the way through an index.
    ///
    /// @param name of the expression, and of the parameter that [#of] gives
    /// @param columns names and types
    public static String expression(String name, String columns) {
        return """
                %1$s as materialized (
                    select * from (
                        select * from json_to_recordset(cast(:%1$s as json)) as one (%2$s)
                        limit cast(:most as bigint)
                    ) as few
                    limit cast(:most as bigint)
                )""".formatted(name, columns);
    }

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
