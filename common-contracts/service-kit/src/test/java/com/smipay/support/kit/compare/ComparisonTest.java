package com.smipay.support.kit.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static final UUID A = UUID.fromString("019c0000-0000-7000-8000-00000000000a");
    private static final UUID B = UUID.fromString("7fffffff-0000-7000-8000-00000000000b");
    /// Which Java takes for less than the others.
    private static final UUID C = UUID.fromString("f0000000-0000-7000-8000-00000000000c");

    static Stream<Arguments> pages() {
        return Stream.of(
                row("nothing and nothing", page(null), page(null), List.of(), null),
                row("the same", page(null, line(A, 1, "x")), page(null, line(A, 1, "x")), List.of(), null),
                row("other parts", page(null, line(A, 1, "x")), page(null, line(A, 1, "y")), List.of(A), null),
                row(
                        "the copy behind, with the same parts",
                        page(null, line(A, 2, "x")),
                        page(null, line(A, 1, "x")),
                        List.of(),
                        null),
                row(
                        "the copy ahead, with the same parts",
                        page(null, line(A, 1, "x")),
                        page(null, line(A, 2, "x")),
                        List.of(A),
                        null),
                row(
                        "the copy lacks one",
                        page(null, line(A, 1, "x"), line(B, 1, "x")),
                        page(null, line(B, 1, "x")),
                        List.of(A),
                        null),
                row(
                        "the owner lacks one",
                        page(null, line(B, 1, "x")),
                        page(null, line(A, 1, "x"), line(B, 1, "x")),
                        List.of(A),
                        null),
                row(
                        "behind the owner's page nothing counts",
                        page(B, line(A, 1, "x")),
                        page(C, line(A, 1, "x"), line(C, 1, "x")),
                        List.of(),
                        B),
                row(
                        "behind the copy's page nothing counts",
                        page(null, line(A, 1, "x"), line(C, 1, "x")),
                        page(B, line(A, 1, "x")),
                        List.of(),
                        B),
                row("the last of a page counts", page(B, line(B, 1, "x")), page(null), List.of(B), B),
                row(
                        "in the order of PostgreSQL",
                        page(null, line(C, 1, "x"), line(A, 1, "x"), line(B, 1, "x")),
                        page(null),
                        List.of(A, B, C),
                        null));
    }

    private static Arguments row(
            String what, StatePage owner, StatePage copy, List<UUID> differing, @Nullable UUID upTo) {
        return Arguments.of(what, owner, copy, differing, upTo);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void findsWhatDiffers(String what, StatePage owner, StatePage copy, List<UUID> differing, @Nullable UUID upTo) {
        Comparison found = Comparison.of(owner, copy);

        assertThat(found.differing()).isEqualTo(differing);
        assertThat(found.upTo()).isEqualTo(upTo);
    }

    @Test
    void tellsWhatTheOwnerDoesNotHave() {
        Comparison found = Comparison.of(page(null, line(A, 1, "x")), page(null, line(A, 1, "y"), line(B, 1, "x")));

        assertThat(found.differing()).containsExactly(A, B);
        assertThat(found.gone()).containsExactly(B);
    }

    @Test
    void ordersAsPostgresDoesWhichIsAsTextDoes() {
        Random random = new Random(3);
        List<UUID> ids = new ArrayList<>(Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(200)
                .toList());
        List<UUID> asText = ids.stream()
                .sorted(java.util.Comparator.comparing(UUID::toString))
                .toList();
        Collections.shuffle(ids, random);

        assertThat(ids.stream().sorted(Comparison.ORDER)).containsExactlyElementsOf(asText);
    }

    @Test
    void everyPartOfATicketIsInItsHash() {
        Owner owner = new Owner("u-1", "a@x.ng", "Ada");
        String hash = StateLine.ticket(A, 1, "SMI-2026-000001", owner, TicketStatus.PENDING)
                .hash();

        assertThat(Stream.of(
                        StateLine.ticket(A, 2, "SMI-2026-000001", owner, TicketStatus.PENDING),
                        StateLine.ticket(A, 1, "SMI-2026-000002", owner, TicketStatus.PENDING),
                        StateLine.ticket(
                                A, 1, "SMI-2026-000001", new Owner(null, "a@x.ng", "Ada"), TicketStatus.PENDING),
                        StateLine.ticket(
                                A, 1, "SMI-2026-000001", new Owner("u-1", "b@x.ng", "Ada"), TicketStatus.PENDING),
                        StateLine.ticket(
                                A, 1, "SMI-2026-000001", new Owner("u-1", "a@x.ng", null), TicketStatus.PENDING),
                        StateLine.ticket(A, 1, "SMI-2026-000001", owner, TicketStatus.RESOLVED)))
                .extracting(StateLine::hash)
                .doesNotContain(hash)
                .doesNotHaveDuplicates();
        assertThat(StateLine.ticket(B, 1, "SMI-2026-000001", owner, TicketStatus.PENDING)
                        .hash())
                .isEqualTo(hash);
    }

    @Test
    void aPageIsReadAsItWasWritten() {
        StatePage page = page(B, line(A, 1_796_000_400_000_001L, "x"));

        assertThat(StatePage.decode(page.encode())).contains(page);
        assertThat(StatePage.decode("{\"error\":\"no page\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aPageEndsWithTheLastRowThatWasLookedAt() {
        List<StatePage.Looked> rows = List.of(new StatePage.Looked(A, line(A, 1, "x")), new StatePage.Looked(B, null));

        assertThat(StatePage.of(rows, 2)).isEqualTo(page(B, line(A, 1, "x")));
        assertThat(StatePage.of(rows, 3)).isEqualTo(page(null, line(A, 1, "x")));
    }

    private static StatePage page(@Nullable UUID upTo, StateLine... lines) {
        return new StatePage(List.of(lines), upTo);
    }

    private static StateLine line(UUID id, long version, String hash) {
        return new StateLine(id, version, hash);
    }
}
