package com.smipay.support.faults.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The evidence about one ticket.
///
/// @param stored the conversation as the database has it, in its order
/// @param published the records of the topics that carry its messages, in their order
/// @param shown the screens that were open the whole time
public record Conversation(
        String ticket, List<Taken> taken, List<Stored> stored, List<Published> published, List<Shown> shown) {
    /// A message that a client was told is taken.
    ///
    /// @param text as sent; nobody else ever sent the same
    /// @param writer who sent it; one writer sends the next only when the one before is taken
    public record Taken(String ticket, String id, String text, String writer) {}

    /// A message or note of one ticket as the database has it; a list of them is in the order of `seq`.
    ///
    /// @param isInternal a note, which only admins are shown
    public record Stored(String id, String text, boolean isInternal) {}

    /// A record of a topic that carries a message. The same event may stand there more than once: it was published
    /// again because nobody knew whether it had been. Two events for one message may not.
    public record Published(String event, String message) {}

    /// What one client had on the screen in the end, of one ticket.
    ///
    /// @param seesNotes whether it belongs to an admin
    /// @param ids in the order in which they appeared
    /// @param repeats frames that the same connection got once more
    public record Shown(String client, boolean seesNotes, List<String> ids, int repeats) {
        public Shown {
            ids = List.copyOf(ids);
        }
    }

    public Finding judge() {
        return new Judge(this).judge();
    }

    /// Counts while it looks.
    private static final class Judge {
        private final Conversation evidence;
        private final List<String> order;
        private final Set<String> lost = new HashSet<>();
        private final List<String> words = new ArrayList<>();
        private long phantoms;
        private long duplicates;
        private long outOfOrder;

        Judge(Conversation evidence) {
            this.evidence = evidence;
            this.order = evidence.stored.stream().map(Stored::id).toList();
        }

        Finding judge() {
            storage();
            topic();
            evidence.shown.forEach(this::screen);
            Set<String> taken =
                    new HashSet<>(evidence.taken.stream().map(Taken::id).toList());
            long stray = lost.stream().filter(id -> !taken.contains(id)).count();
            long missing = lost.size() + phantoms;
            return new Finding(
                    taken.size(), taken.size() - (lost.size() - stray), missing, duplicates, outOfOrder, words);
        }

        private void storage() {
            Map<String, String> texts = new LinkedHashMap<>();
            evidence.stored.forEach(stored -> texts.put(stored.id(), stored.text()));
            for (Taken taken : evidence.taken) {
                if (!taken.text().equals(texts.get(taken.id()))) {
                    lost(taken.id(), "is not stored");
                }
            }
            duplicates += repeats(
                    "stored twice", evidence.stored.stream().map(Stored::text).toList());
            duplicates += repeats("stored under one id", order);
            Map<String, List<String>> byWriter = new LinkedHashMap<>();
            evidence.taken.forEach(taken -> byWriter.computeIfAbsent(taken.writer(), w -> new ArrayList<>())
                    .add(taken.id()));
            byWriter.forEach((writer, ids) -> order("stored, by writer " + writer, ids));
        }

        private void topic() {
            Map<String, String> events = new LinkedHashMap<>();
            for (Published published : evidence.published) {
                String first = events.putIfAbsent(published.message(), published.event());
                if (first != null && !first.equals(published.event())) {
                    duplicates++;
                    words.add(evidence.ticket + ": " + published.message() + " was published as two events");
                }
            }
            order.stream().filter(id -> !events.containsKey(id)).forEach(id -> lost(id, "is not published"));
            order("published", events.keySet());
        }

        private void screen(Shown shown) {
            Set<String> ids = new HashSet<>(shown.ids());
            for (Stored stored : evidence.stored) {
                if ((shown.seesNotes() || !stored.isInternal()) && !ids.contains(stored.id())) {
                    lost(stored.id(), "was not shown to " + shown.client());
                }
            }
            for (String id : ids) {
                if (!order.contains(id)) {
                    phantoms++;
                    words.add(evidence.ticket + ": " + id + " was shown to " + shown.client() + " and is nowhere kept");
                }
            }
            duplicates += repeats("shown twice to " + shown.client(), shown.ids());
            duplicates += shown.repeats();
            if (shown.repeats() > 0) {
                words.add(evidence.ticket + ": " + shown.repeats() + " frames repeated to " + shown.client());
            }
            order("shown to " + shown.client(), shown.ids());
        }

        private void lost(String id, String how) {
            lost.add(id);
            words.add(evidence.ticket + ": " + id + " " + how);
        }

        private int repeats(String where, List<String> each) {
            int repeats = each.size() - new HashSet<>(each).size();
            if (repeats > 0) {
                words.add(evidence.ticket + ": " + repeats + " " + where);
            }
            return repeats;
        }

        private void order(String where, Collection<String> ids) {
            Map<String, Integer> places = new HashMap<>();
            order.forEach(id -> places.putIfAbsent(id, places.size()));
            int highest = -1;
            for (String id : ids) {
                int place = places.getOrDefault(id, highest);
                if (place < highest) {
                    outOfOrder++;
                    words.add(evidence.ticket + ": " + id + " is out of order, " + where);
                }
                highest = Math.max(highest, place);
            }
        }
    }
}
