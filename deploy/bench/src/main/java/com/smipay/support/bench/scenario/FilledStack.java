package com.smipay.support.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.bench.bulk.BulkFacts;
import com.smipay.support.bench.bulk.BulkLoad;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Trees;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// A stack whose databases hold so many tickets.
///
/// @param newest when the last of them was opened
record FilledStack(OwnStack stack, Path home, int tickets, Instant newest) {
    private static final String MARK = "filled.txt";
    private static final int NEWCOMER = 9_999_999;

    /// A long one that nobody is assigned to, as nobody is to a ticket just made.
    private static final int UNASSIGNED = 5 * BulkFacts.LONG_EVERY;

    /// Filled now, unless an earlier run left it filled.
    static FilledStack start(Bench bench, int tickets) throws Exception {
        Path home = bench.directory().resolve("scale-" + tickets);
        Path mark = home.resolve(MARK);
        if (Files.exists(mark)) {
            Instant newest = Instant.parse(Files.readString(mark, StandardCharsets.UTF_8));
            return new FilledStack(bench.another(home), home, tickets, newest);
        }
        Trees.delete(home);
        FilledStack filled = new FilledStack(
                bench.another(home),
                home,
                tickets,
                Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS));
        try {
            filled.fill(bench);
        } catch (Exception e) {
            filled.end(bench, false);
            throw e;
        }
        Files.writeString(mark, filled.newest.toString(), StandardCharsets.UTF_8);
        return filled;
    }

    private void fill(Bench bench) throws Exception {
        long begun = System.nanoTime();
        BulkLoad.fill(name -> stack.database(name).open(), new BulkFacts(tickets, newest));
        bench.say(String.format(
                Locale.ROOT,
                "filled with %,d tickets in %d s",
                tickets,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
        checkLikeness();
    }

    RestSide side() {
        return RestSide.ours(stack);
    }

    /// Of a ticket of the bulk.
    Ticket ticket(int place) throws IOException {
        int owner = (place - 1) % users();
        JsonNode row = ask(side().tickets(), side().adminList(Person.admin(0), "?limit=1&search=" + number(place)))
                .path("tickets")
                .path(0);
        return new Ticket(row.path("id").asText(), row.path("ticket_number").asText(), Person.user(owner));
    }

    int users() {
        return tickets / BulkFacts.OF_A_USER;
    }

    String number(int place) {
        Instant opened = newest.minusSeconds((long) (tickets - place) * BulkFacts.SECONDS_APART);
        return "SMI-%s-%06d".formatted(opened.toString().substring(0, 4), place);
    }

    /// A ticket of the bulk answers with the fields that a ticket has which came through the API.
    private void checkLikeness() throws IOException {
        Ticket made = side().open(Person.user(NEWCOMER));
        side().say(made, 1);
        Ticket bulk = ticket(UNASSIGNED);
        alike(side().messages(), side().conversation(made), side().conversation(bulk));
        alike(side().tickets(), side().myTickets(made.owner()), side().myTickets(bulk.owner()));
        Person admin = Person.admin(0);
        alike(
                side().tickets(),
                side().adminList(admin, "?limit=1&search=" + made.number()),
                side().adminList(admin, "?limit=1&search=" + bulk.number()));
    }

    private static void alike(URI server, byte[] made, byte[] bulk) throws IOException {
        Set<String> expected = fields(ask(server, made));
        Set<String> found = fields(ask(server, bulk));
        if (!expected.equals(found)) {
            throw new IOException("Answers of a bulk ticket have other fields: " + found + " for " + expected);
        }
    }

    static JsonNode ask(URI server, byte[] request) throws IOException {
        try (HttpLine line = new HttpLine(server)) {
            return Json.mapper().readTree(line.ask(request)).path("data");
        }
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        collect(node, "", names);
        return names;
    }

    private static void collect(JsonNode node, String path, Set<String> names) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path + "[]", names));
        }
        node.properties().forEach(field -> {
            names.add(path + "." + field.getKey());
            collect(field.getValue(), path + "." + field.getKey(), names);
        });
    }

    /// @param keep whether the next run may take it as it is
    void end(Bench bench, boolean keep) throws Exception {
        bench.end(stack);
        if (!keep) {
            Trees.delete(home);
        }
    }
}
