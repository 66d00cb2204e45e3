package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.StackHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which checkout each process of a service is started from. It is looked up at every start, so that one replica after
/// the other can be replaced by one of another version, as a cluster does it.
///
/// @param usual for those that the home has no word about
record ServiceCheckouts(StackHome home, Path usual) {
    /// A start-up cache lies beside its jar, so no version is ever given that of another.
    Path jar(String service, String process) throws IOException {
        Path named = home.checkout(process);
        Path checkout = Files.exists(named) ? Path.of(Files.readString(named).strip()) : usual;
        return checkout.resolve(Path.of(service, "target", service + ".jar"));
    }
}
