package com.smipay.support.faults.recorder;

import com.smipay.support.faults.recorder.Conversation.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A client's screen of one ticket, kept as an app keeps it: what was missed comes before what arrives meanwhile, and a
/// message is shown once, known by its id. Safe for all threads.
public final class Screen {
    private final String client;
    private final boolean seesNotes;
    private final LinkedHashSet<String> shown = new LinkedHashSet<>();
    private final Set<String> heardOnThisConnection = new HashSet<>();
    private final List<String> waiting = new ArrayList<>();
    private final List<String> assigned = new ArrayList<>();
    private boolean joined;
    private int repeats;
    private int connections;
    private long frames;

    public Screen(String client, boolean seesNotes) {
        this.client = client;
        this.seesNotes = seesNotes;
    }

    /// What the app has read over REST before it opened the screen.
    public synchronized void startsWith(String id) {
        shown.add(id);
    }

    /// A new connection, which has not joined yet.
    public synchronized void connected() {
        connections++;
        heardOnThisConnection.clear();
        waiting.clear();
        joined = false;
    }

    /// A `new_message` on the connection of the moment.
    public synchronized void pushed(String id) {
        frames++;
        heard("message " + id);
        if (joined) {
            shown.add(id);
        } else {
            waiting.add(id);
        }
    }

    /// Any frame that may come only once on one connection.
    public synchronized void heard(String frame) {
        if (!heardOnThisConnection.add(frame)) {
            repeats++;
        }
    }

    /// A `conversation_claimed`: whose it is said to be from now on.
    public synchronized void assigned(String agent) {
        assigned.add(agent);
    }

    /// Whose it was said to be, one after the other.
    public synchronized List<String> assignments() {
        return List.copyOf(assigned);
    }

    /// The answer to the join.
    ///
    /// @param more whether there are others still, so that it joins again from the last one
    public synchronized void caughtUp(List<String> missed, boolean more) {
        shown.addAll(missed);
        if (!more) {
            joined = true;
            shown.addAll(waiting);
            waiting.clear();
        }
    }

    /// Where the next join starts from.
    public synchronized String newest() {
        return shown.getLast();
    }

    public synchronized int size() {
        return shown.size();
    }

    public synchronized boolean hasJoined() {
        return joined;
    }

    public synchronized int connections() {
        return connections;
    }

    /// Messages that came as frames.
    public synchronized long frames() {
        return frames;
    }

    public synchronized Shown shown() {
        return new Shown(client, seesNotes, List.copyOf(shown), repeats);
    }
}
