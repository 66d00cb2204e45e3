package com.smipay.support.kit.signing;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Portions;
import java.util.Map;

/// The nonces that worked, shared by all replicas of a service through its database. Safe for all threads.
public final class Nonces {
    private static final String FORGET_OLD = """
            delete from request_nonce
            where nonce = any (array(
                select nonce from request_nonce
                where noted_at < now() - interval '15 minutes'
                order by noted_at
                limit :batch
            ))
            """;

    private final Database database;

    public Nonces(Database database) {
        this.database = database;
    }

    /// Notes a nonce, in one round trip. Of many at once exactly one is the first.
    ///
    /// @throws com.smipay.support.kit.db.DatabaseUnavailableException when nobody can tell: nothing unseen passes
    public boolean firstUse(String nonce) {
        return database.update("""
                        insert into request_nonce (nonce) values (:nonce) on conflict do nothing
                        """, Map.of("nonce", nonce)) == 1;
    }

    /// Forgets what can't come again: a timestamp counts from five minutes before its time to five minutes after, which
    /// is ten, and clocks may differ by the rest. Any replica may call it at any time.
    public void forgetOld() {
        Portions.delete(database, FORGET_OLD, Map.of());
    }
}
