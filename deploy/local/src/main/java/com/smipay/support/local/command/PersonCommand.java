package com.smipay.support.local.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.privacy.PeopleService;
import com.smipay.support.local.privacy.PersonalDeadLetters;
import com.smipay.support.local.privacy.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the law lets a person ask for (`privacy.md`).
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description = "What the law lets a person ask for: to be forgotten, and to see what is kept of them.",
        subcommands = {PersonCommand.Erase.class, PersonCommand.Export.class})
public final class PersonCommand {
    /// What each of the commands works with: a person, and the services that keep what they wrote.
    abstract static class OnServices implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--id", description = "The account's id, the sub of its tokens.")
        private @Nullable String id;

        @Option(
                names = "--email",
                description = "An address of theirs, for what they wrote without an account; once for each.")
        private List<String> emails = new ArrayList<>();

        @Option(
                names = "--ticket-url",
                paramLabel = "ADDRESS",
                description = "Another deployment: the internal address of its ticket service.")
        private @Nullable URI ticket;

        @Option(names = "--messaging-url", paramLabel = "ADDRESS", description = "The same of its messaging service.")
        private @Nullable URI messaging;

        @Option(
                names = "--service-key-file",
                paramLabel = "FILE",
                description = "The file of its internal.service-key.")
        private @Nullable Path serviceKey;

        @Override
        public Integer call() throws Exception {
            if (id == null && emails.isEmpty()) {
                throw new UserError("--id or --email is missing");
            }
            if (messaging != null && !isElsewhere()) {
                throw new UserError("--messaging-url needs --ticket-url: both are of one deployment");
            }
            RunningStack stack = new RunningStack();
            String key = isElsewhere() ? key() : stack.serviceKey();
            try (PeopleService tickets =
                            new PeopleService(ticket == null ? stack.internal(Services.TICKET) : ticket, key);
                    PeopleService conversations = new PeopleService(
                            messaging == null ? stack.internal(Services.MESSAGING) : messaging, key)) {
                return run(
                        new Subject(id, emails),
                        tickets,
                        conversations,
                        spec.commandLine().getOut());
            }
        }

        /// Whether it is another deployment's.
        boolean isElsewhere() {
            return ticket != null;
        }

        private String key() throws IOException {
            if (messaging == null || serviceKey == null || !Files.isReadable(serviceKey)) {
                throw new UserError(
                        "--ticket-url needs --messaging-url, and --service-key-file, a file that can be read");
            }
            return Files.readString(serviceKey).strip();
        }

        /// @return the exit code
        abstract int run(Subject person, PeopleService tickets, PeopleService conversations, PrintWriter out)
                throws IOException;
    }

    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description = {
                "Forgets a person: tickets and chats keep their numbers, and say no more of them.",
                "Asked again, it does what is left. It can't be undone."
            })
    static final class Erase extends OnServices {
        @Mixin
        private ChosenBroker broker = new ChosenBroker();

        @Option(names = "--yes", description = "That it can't be undone is understood.")
        private boolean understood;

        @Override
        int run(Subject person, PeopleService tickets, PeopleService conversations, PrintWriter out)
                throws IOException {
            if (!understood) {
                throw new UserError("--yes is missing: an erasure can't be undone");
            }
            List<String> erased = new ArrayList<>(tickets.erase(person));
            List<String> chats = conversations.erase(person);
            // One that was made of a chat meanwhile.
            erased.addAll(tickets.erase(person));
            out.println("tickets\t" + erased.size());
            out.println("chats\t" + chats.size());
            erased.addAll(chats);
            if (isElsewhere() && !broker.isElsewhere()) {
                out.println("dead letters\tnot looked at (--kafka)");
                return 0;
            }
            List<String> names = new ArrayList<>(erased);
            names.addAll(person.emails());
            if (person.userId() != null) {
                names.add(person.userId());
            }
            try (DeadLetterTopics topics = new DeadLetterTopics(broker.address(new RunningStack()))) {
                out.println("dead letters\t" + PersonalDeadLetters.naming(names).drop(topics));
            }
            return 0;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Prints what is kept of a person, as JSON: account, tickets and chats with all that was said.")
    static final class Export extends OnServices {
        private static final Set<String> CONVERSATIONS = Set.of("ticket", "chat");

        @Override
        int run(Subject person, PeopleService tickets, PeopleService conversations, PrintWriter out)
                throws IOException {
            JsonGenerator json = Json.mapper().createGenerator(out);
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            tickets.export(person, item -> write(json, item, conversations));
            conversations.export(person, item -> write(json, item, conversations));
            json.writeEndArray();
            json.flush();
            out.println();
            return 0;
        }

        private static void write(JsonGenerator json, JsonNode item, PeopleService conversations) {
            try {
                if (CONVERSATIONS.contains(item.path("kind").asText())) {
                    ArrayNode messages = ((ObjectNode) item).putArray("messages");
                    conversations.exportMessages(item.path("id").asText(), messages::add);
                }
                json.writeTree(item);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
