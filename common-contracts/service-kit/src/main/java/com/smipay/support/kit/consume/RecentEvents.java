package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.Arrays;
import java.util.UUID;

/// Remembers the latest events, and forgets the oldest for each new one. In plain arrays, because objects that live for
/// some seconds and then die fill the old generation: a map of them cost a full collection every fifty thousand events
/// (ADR 0039). Not safe for several threads.
final class RecentEvents {
    private static final int EMPTY = -1;

    /// How many there is room for at first: who is told little takes little.
    private static final int FIRST = 512;

    /// What the table has for one event, at least half of it, so that a search ends soon.
    private static final int ROOM = 4;

    private final int most;

    /// In the order in which they came; once there is room for no more, round and round.
    private long[] high;

    private long[] low;

    /// Places in the arrays above, by hash; a search goes on to the next until it finds none.
    private int[] table;

    private int size;
    private int oldest;

    /// @param most how many are remembered
    RecentEvents(int most) {
        this.most = most;
        this.high = new long[Math.min(FIRST, most)];
        this.low = new long[high.length];
        this.table = tableFor(high.length);
    }

    private static int[] tableFor(int events) {
        int[] table = new int[Integer.highestOneBit(events) * ROOM];
        Arrays.fill(table, EMPTY);
        return table;
    }

    /// Ids are unique in their source only, so both make the key.
    ///
    /// @param low the lower half of the id, with what the source makes of it
    record Key(long high, long low) {
        static Key of(EventEnvelope event) {
            return of(event.id(), event.source());
        }

        static Key of(UUID id, String source) {
            return new Key(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ spread(source.hashCode()));
        }

        private int hash() {
            long mixed = spread(high ^ spread(low));
            return (int) (mixed >>> Integer.SIZE);
        }

        private static long spread(long bits) {
            return bits * 0x9E3779B97F4A7C15L;
        }
    }

    /// Changes nothing where it is remembered already.
    void add(Key key) {
        if (contains(key)) {
            return;
        }
        if (size == high.length && size < most) {
            grow();
        }
        int place = size < high.length ? size++ : forgetOldest();
        high[place] = key.high();
        low[place] = key.low();
        table[find(key)] = place;
    }

    private void grow() {
        int room = Math.min(most, 2 * size);
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        table = tableFor(room);
        for (int place = 0; place < size; place++) {
            table[find(at(place))] = place;
        }
    }

    /// @return its place
    private int forgetOldest() {
        int place = oldest;
        oldest = (oldest + 1) % most;
        empty(find(at(place)));
        return place;
    }

    boolean contains(Key key) {
        return table[find(key)] != EMPTY;
    }

    private Key at(int place) {
        return new Key(high[place], low[place]);
    }

    /// @return where it is, or the empty slot where it would be
    private int find(Key key) {
        int mask = table.length - 1;
        int slot = key.hash() & mask;
        while (table[slot] != EMPTY && !(high[table[slot]] == key.high() && low[table[slot]] == key.low())) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /// What stands behind it up to the next empty slot moves up where it may: no search may end too soon.
    private void empty(int slot) {
        int mask = table.length - 1;
        int hole = slot;
        for (int next = (hole + 1) & mask; table[next] != EMPTY; next = (next + 1) & mask) {
            int wanted = at(table[next]).hash() & mask;
            boolean mayMove = ((next - wanted) & mask) >= ((next - hole) & mask);
            if (mayMove) {
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = EMPTY;
    }
}
