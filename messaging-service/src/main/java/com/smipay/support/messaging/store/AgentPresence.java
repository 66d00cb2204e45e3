package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.AdminRoles;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which agents there are, and which of them have a socket: as the instances of the realtime service say, each of
/// which is believed for seven seconds.
public final class AgentPresence {
    private static final String HEARD = """
            with heard as (
                insert into agent_presence as known (instance_id, agents, seen_at)
                values (cast(:instance_id as uuid), string_to_array(:agents, E'\\x01'), clock_timestamp())
                on conflict (instance_id) do update set agents = excluded.agents, seen_at = excluded.seen_at
            )
            delete from agent_presence
            where seen_at < clock_timestamp() - interval '1 minute' and instance_id <> cast(:instance_id as uuid)
            """;

    /// By the topic's word, and where it has none by a token's.
    private static final String AGENTS = """
            with agent as materialized (
                select id from person where role = any (string_to_array(:roles, E'\\x01')) and not deleted
                union
                select token.id
                from token_person as token
                where token.is_admin
                  and not exists (
                      select from person as told
                      where told.id = token.id and (told.deleted or told.role is not null))
            ), online as materialized (
                select distinct unnest(agents) as id from agent_presence
                where seen_at > clock_timestamp() - interval '7 seconds'
            ), open as materialized (
                select assigned_to as id, sum(chats) as chats from chat_figure where status <> 'closed' group by assigned_to
            )
            select agent.id, known.first_name, known.last_name, known.email, online.id is not null as online,
                   coalesce(open.chats, 0) as open_chats
            from agent
            left join lateral (
                select * from known_person where known_person.id = agent.id offset 0) as known on true
            left join online on online.id = agent.id
            left join open on open.id = agent.id
            order by coalesce(nullif(concat_ws(' ', known.first_name, known.last_name), ''), known.email, agent.id), agent.id
            """;

    private AgentPresence() {}

    /// @param online whether they have a socket somewhere
    /// @param openConversations that are theirs and not closed
    public record Agent(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            boolean online,
            long openConversations) {}

    /// @param agents who have a socket at this instance now: all of them
    public static void heard(Statements statements, UUID instance, List<String> agents) {
        statements.update(HEARD, Map.of("instance_id", instance, "agents", String.join("\u0001", agents)));
    }

    /// Everybody to whom a chat can be handed over, by name.
    public static List<Agent> agents(Statements statements, AdminRoles roles) {
        return statements.query(
                AGENTS,
                Map.of("roles", String.join("\u0001", roles.names())),
                row -> new Agent(
                        row.text("id"),
                        row.textOrNull("first_name"),
                        row.textOrNull("last_name"),
                        row.textOrNull("email"),
                        row.flag("online"),
                        row.number("open_chats")));
    }
}
