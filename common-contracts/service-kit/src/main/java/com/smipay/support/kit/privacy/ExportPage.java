package com.smipay.support.kit.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of what is kept of a person.
///
/// @param next behind what the next part begins; null behind the last one
public record ExportPage(List<JsonNode> items, @Nullable String next) {
    /// One thing that is kept, as the database says it in JSON.
    ///
    /// @param key behind which the next one is found
    public record Item(String key, JsonNode value) {
        /// Of the columns `key` and `item`.
        public static Item of(Row row) {
            try {
                return new Item(row.text("key"), Json.mapper().readTree(row.text("item")));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The database gave JSON that can't be read", e);
            }
        }
    }

    /// @param most that were asked for: fewer are the last
    public static ExportPage of(List<Item> items, int most) {
        return new ExportPage(
                items.stream().map(Item::value).toList(),
                items.size() < most ? null : items.getLast().key());
    }
}
