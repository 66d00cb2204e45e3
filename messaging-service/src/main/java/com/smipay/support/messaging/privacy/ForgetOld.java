package com.smipay.support.messaging.privacy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.RetentionSettings;
import com.smipay.support.kit.privacy.RetentionWalk;
import com.smipay.support.messaging.store.Retention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Forgets what was kept for as long as the settings say, some of it with each call: chats without a ticket as if
/// their owners had asked, and of younger ones where they came from, and what agents noted. Safe for all replicas.
public final class ForgetOld {
    private final Database database;
    private final RetentionSettings settings;
    private final ErasePerson erasure;
    private final RetentionWalk origins;
    private final RetentionWalk notes;

    public ForgetOld(Database database, RetentionSettings settings, ErasePerson erasure) {
        this.database = database;
        this.settings = settings;
        this.erasure = erasure;
        this.origins = new RetentionWalk(Retention.FORGET_ORIGINS, settings.origins());
        this.notes = new RetentionWalk(Retention.FORGET_NOTES, settings.notes());
    }

    public void step() {
        Instant now = Clock.systemUTC().instant();
        origins.step(database, now);
        notes.step(database, now);
        Duration settled = settings.settled();
        if (settled != null) {
            Retention.settled(database, settled).forEach(id -> erasure.eraseClosed(id, now.minus(settled)));
        }
    }
}
