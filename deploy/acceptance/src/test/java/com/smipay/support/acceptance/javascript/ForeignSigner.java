package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Who signs the tokens of a real backend: a JWT library of npm, by HS256 and without a key id.
public enum ForeignSigner {
    /// Which NestJS's `JwtService` calls too.
    JSONWEBTOKEN,
    /// Leaves out the type as well.
    JOSE;

    /// What the existing backend says of somebody: no name.
    ///
    /// @param role any value, for some backends have odd ones
    public static Map<String, Object> claims(Person person, Object role) {
        return Map.of("sub", person.id(), "email", person.email(), "phone_number", "+2348012345678", "role", role);
    }

    public Person user() {
        return signed(Person.user(), "user");
    }

    public Person admin() {
        return signed(Person.admin(), "admin");
    }

    private Person signed(Person plain, String role) {
        return plain.withToken(token(claims(plain, role)));
    }

    /// One start of Node for all of them. They count for an hour where the claims say nothing of that.
    ///
    /// @return a token for each of the claims, in their order
    @SafeVarargs
    public final List<String> tokens(Map<String, Object>... claims) {
        NodeFolder.ACCEPTANCE.install();
        List<String> command = new ArrayList<>(List.of("node", "sign.mjs", "--by", name().toLowerCase(Locale.ROOT)));
        for (Map<String, Object> each : claims) {
            command.add(Json.mapper().valueToTree(each).toString());
        }
        String printed = NodeFolder.ACCEPTANCE.run(
                command, Map.of("JWT_SECRET", LocalStack.running().secret(Secret.JWT_HS256)));
        return printed.strip().lines().toList();
    }

    public String token(Map<String, Object> claims) {
        return tokens(claims).getFirst();
    }
}
