package com.smipay.support.faults.recorder;

import java.util.List;

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
