package com.smipay.support.kit.security;

import com.smipay.support.kit.config.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which roles are an admin's (`decisions.md` 14): those of the setting `jwt.admin-roles`, letter for letter. Every
/// other value is a plain user's, whatever it is.
public record AdminRoles(Set<String> names) {
    /// Where nothing is set.
    public static final AdminRoles USUAL = new AdminRoles(Set.of("admin"));

    public AdminRoles {
        names = Set.copyOf(names);
    }

    public static AdminRoles from(Settings settings) {
        Set<String> names = Set.copyOf(settings.list("jwt.admin-roles"));
        return names.isEmpty() ? USUAL : new AdminRoles(names);
    }

    /// @param role as a token or the identity topic has it; null where there is none
    public boolean include(@Nullable String role) {
        return role != null && names.contains(role);
    }
}
