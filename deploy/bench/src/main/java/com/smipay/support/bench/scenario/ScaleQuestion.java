package com.smipay.support.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.bench.bulk.BulkFacts;
import com.smipay.support.bench.stack.Person;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is asked of both sides: however many tickets there are, as many match, and the page is the same.
///
/// @param matches that the first answer must tell; -1 where that is the number of all tickets, -2 for any number
/// @param list whether it is a list of the admins, which has a bound of its own
record ScaleQuestion(String name, int matches, boolean list, Asking asking) {
    private static final int ALL = -1;
    private static final int ANY = -2;
    private static final String CHATS = "chats, ";
    private static final int ADMINS = 20;

    /// As many different ones are asked for, where there are as many.
    private static final int VARIETY = 1_000;

    /// Makes the requests to a side, which are sent in turns.
    @FunctionalInterface
    interface Asking {
        List<byte[]> make(FilledStack side) throws IOException;
    }

    static List<ScaleQuestion> all() {
        return List.of(
                new ScaleQuestion("my-tickets, 20", BulkFacts.OF_A_USER, false, ScaleQuestion::myTickets),
                new ScaleQuestion("conversation of 20", BulkFacts.LONG, false, ScaleQuestion::conversations),
                list("list, page 1", ALL, "?page=1"),
                list("list, page 40", ALL, "?page=40"),
                list("list by activity, page 40", ALL, "?page=40&sort_by=updatedAt"),
                list("list of a status, 40 match, page 2", BulkFacts.RARE, "?status=escalated&page=2"),
                list(
                        "list of status and priority, 20 match, by activity",
                        BulkFacts.RARE / 2,
                        "?status=escalated&priority=urgent&sort_by=updatedAt"),
                list(
                        "list of a user, 20 match",
                        BulkFacts.OF_A_USER,
                        "?user_id=" + Person.user(17).id()),
                list("list of the unassigned, by activity", ANY, "?assigned_to=unassigned&sort_by=updatedAt"),
                new ScaleQuestion("list of dates, 100 match", 100, true, ScaleQuestion::dates),
                new ScaleQuestion("search, part of a number, 10 match", 10, true, ScaleQuestion::partOfNumber),
                new ScaleQuestion("search, whole number", 1, true, ScaleQuestion::wholeNumbers),
                list("search, part of an email, 20 match", BulkFacts.OF_A_USER, "?search=user17%40"),
                list("search, word of the subject, 15 match", BulkFacts.WITH_WORD, "?search=" + BulkFacts.WORD),
                list("search, words of the subject, 15 match", BulkFacts.WITH_WORD, "?search=twice+for+a+jar"),
                list("search, a phone number as it is dialled, 20 match", BulkFacts.OF_A_USER, "?search=0801+000+0017"),
                list("search, a common word", ANY, "?search=bank"),
                list("search, what every phone number begins with", ANY, "?search=0801"),
                list("analytics", ALL, "?limit=1"),
                chats("page 1", ALL, "?page=1"),
                chats("page 40", ALL, "?page=40"),
                chats("by update, page 40", ALL, "?page=40&sort_by=updatedAt"),
                chats("of a status, 40 match, page 2", BulkFacts.RARE, "?status=waiting_user&page=2"),
                chats(
                        "of a user, 20 match",
                        BulkFacts.OF_A_USER,
                        "?user_id=" + Person.user(17).id()),
                chats("search, part of an email, 20 match", BulkFacts.OF_A_USER, "?search=user17%40"),
                chats("search, a phone number, 20 match", BulkFacts.OF_A_USER, "?search=0801+000+0017"),
                chats("search, word of a message, 15 match", BulkFacts.WITH_WORD, "?search=" + BulkFacts.WORD),
                chats("search, words of a message, 15 match", BulkFacts.WITH_WORD, "?search=twice+for+a+jar"),
                chats("search, a common word", ANY, "?search=bank"));
    }

    URI server(FilledStack side) throws IOException {
        return name.startsWith("conversation") || name.startsWith(CHATS)
                ? side.side().messages()
                : side.side().tickets();
    }

    /// @throws IOException where another number of tickets or messages matches
    void check(FilledStack side, byte[] request) throws IOException {
        JsonNode answer = FilledStack.ask(server(side), request);
        JsonNode told = list ? answer.path("meta").path("total") : answer.findPath("total_tickets");
        long found =
                told.isNumber() ? told.asLong() : answer.findPath("messages").size();
        boolean asMany = switch (matches) {
            case ALL -> found >= side.tickets();
            case ANY -> found > 0;
            default -> found == matches;
        };
        if (!asMany) {
            throw new IOException(name + ": " + found + " match in place of " + matches);
        }
    }

    private static ScaleQuestion list(String name, int matches, String query) {
        return new ScaleQuestion(name, matches, true, side -> asked(side, List.of(query)));
    }

    private static ScaleQuestion chats(String name, int matches, String query) {
        return new ScaleQuestion(
                CHATS + name, matches, true, side -> List.of(side.side().chatList(Person.admin(0), query)));
    }

    private static List<byte[]> asked(FilledStack side, List<String> queries) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String query : queries) {
            requests.add(side.side().adminList(Person.admin(requests.size() % ADMINS), query));
        }
        return requests;
    }

    /// Of users from everywhere.
    private static List<byte[]> myTickets(FilledStack side) throws IOException {
        int step = Math.max(1, side.users() / VARIETY);
        List<byte[]> requests = new ArrayList<>();
        for (int user = 0; user < side.users(); user += step) {
            requests.add(side.side().myTickets(Person.user(user)));
        }
        return requests;
    }

    private static List<byte[]> conversations(FilledStack side) throws IOException {
        int step = BulkFacts.LONG_EVERY * Math.max(1, side.tickets() / BulkFacts.LONG_EVERY / VARIETY);
        List<byte[]> requests = new ArrayList<>();
        for (int place = step; place <= side.tickets(); place += step) {
            requests.add(side.side()
                    .conversation(
                            new RestSide.Ticket("", side.number(place), Person.user((place - 1) % side.users()))));
        }
        return requests;
    }

    private static List<byte[]> dates(FilledStack side) throws IOException {
        Instant from = side.newest().minusSeconds(599L * BulkFacts.SECONDS_APART);
        Instant to = side.newest().minusSeconds(500L * BulkFacts.SECONDS_APART);
        return asked(side, List.of("?date_from=" + from + "&date_to=" + to + "&sort_by=priority"));
    }

    private static List<byte[]> partOfNumber(FilledStack side) throws IOException {
        String number = side.number(120);
        return asked(side, List.of("?search=" + number.substring(0, number.length() - 1)));
    }

    private static List<byte[]> wholeNumbers(FilledStack side) throws IOException {
        int step = Math.max(1, side.tickets() / VARIETY);
        List<String> queries = new ArrayList<>();
        // A longer number may begin with the digits of a shorter one.
        for (int place = step * 101; place < side.tickets(); place += step) {
            queries.add("?search=" + side.number(place));
        }
        return asked(side, queries);
    }
}
