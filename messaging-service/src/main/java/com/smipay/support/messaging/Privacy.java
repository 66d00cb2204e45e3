package com.smipay.support.messaging;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.RetentionSettings;
import com.smipay.support.messaging.privacy.ErasePerson;
import com.smipay.support.messaging.privacy.ExportPerson;
import com.smipay.support.messaging.privacy.ForgetOld;

/// People who are forgotten, or see what is kept of them, and what is kept no longer (`privacy.md`).
record Privacy(ErasePerson erasePerson, ForgetOld forgetOld, ExportPerson exportPerson) {
    static Privacy of(Settings settings, Database database, Decisions decisions) {
        ErasePerson erasePerson = new ErasePerson(database, decisions.events()::announce);
        return new Privacy(
                erasePerson,
                new ForgetOld(database, RetentionSettings.from(settings), erasePerson),
                new ExportPerson(database));
    }
}
