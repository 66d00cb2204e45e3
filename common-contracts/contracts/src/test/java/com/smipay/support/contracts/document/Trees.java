package com.smipay.support.contracts.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Walks over the trees of documents.
public final class Trees {
    private Trees() {}

    /// One node with its way from the root, as a JSON pointer.
    public record Place(String pointer, JsonNode node) {}

    /// The node and all nodes below it, top down.
    public static List<Place> places(JsonNode root) {
        List<Place> found = new ArrayList<>();
        gather(new Place("", root), found);
        return found;
    }

    private static void gather(Place place, List<Place> found) {
        found.add(place);
        place.node().properties().forEach(field -> {
            String name = field.getKey().replace("~", "~0").replace("/", "~1");
            gather(new Place(place.pointer() + "/" + name, field.getValue()), found);
        });
        if (place.node().isArray()) {
            for (int i = 0; i < place.node().size(); i++) {
                gather(new Place(place.pointer() + "/" + i, place.node().get(i)), found);
            }
        }
    }

    /// Every `$ref` below a node.
    public static List<String> references(JsonNode root) {
        return places(root).stream()
                .filter(place -> place.pointer().endsWith("/$ref"))
                .map(place -> place.node().stringValue())
                .toList();
    }

    /// Texts of an array.
    public static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }

    public static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }
}
