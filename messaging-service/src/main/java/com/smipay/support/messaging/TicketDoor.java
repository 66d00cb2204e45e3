package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.messaging.api.AddMessageEndpoint;
import com.smipay.support.messaging.api.AdminConversationEndpoint;
import com.smipay.support.messaging.api.ConversationEndpoint;
import com.smipay.support.messaging.api.ForwardedMessageEndpoint;
import com.smipay.support.messaging.api.InternalReadEndpoint;
import com.smipay.support.messaging.api.JoinEndpoint;
import com.smipay.support.messaging.api.MarkReadEndpoint;
import com.smipay.support.messaging.api.ReplyEndpoint;
import com.smipay.support.messaging.config.MessagingSettings;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.posting.AddForwardedMessage;
import com.smipay.support.messaging.posting.AddMessage;
import com.smipay.support.messaging.posting.PostMessage;
import com.smipay.support.messaging.reading.JoinConversation;
import com.smipay.support.messaging.reading.MarkRead;
import com.smipay.support.messaging.reading.ReadConversation;
import com.smipay.support.messaging.reading.ReadForAdmin;
import com.smipay.support.messaging.reading.ReadableConversations;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.replying.ReplyToTicket;

/// A conversation by its ticket: the use cases, and the endpoints that call them.
///
/// @param forwarded what the ticket service forwards
/// @param forAdmins what the ticket service shows to agents
/// @param join what the realtime service asks for a socket that wants to join
/// @param markReadInternally the same for a socket that has read
record TicketDoor(
        ConversationEndpoint conversation,
        AddMessageEndpoint addMessage,
        MarkReadEndpoint markRead,
        ReplyEndpoint reply,
        ForwardedMessageEndpoint forwarded,
        AdminConversationEndpoint forAdmins,
        JoinEndpoint join,
        InternalReadEndpoint markReadInternally) {
    static TicketDoor of(
            MessagingSettings messaging, Foundations foundations, Decisions decisions, Copies copies, Edge edge) {
        Database database = foundations.database();
        SupportIdentity support = messaging.support();
        AccessRules access = new AccessRules(messaging.readAccess());
        KnownConversations known = copies.conversations();
        PostMessage postMessage = new PostMessage(known, edge.emails());
        ReadableConversations readable = new ReadableConversations(known, access, edge.emails());
        MarkRead markRead = new MarkRead(known, readable, decisions.commands(), database, foundations.turns());
        return new TicketDoor(
                new ConversationEndpoint(
                        edge.callers(),
                        copies.agents(),
                        edge.visitors(),
                        new ReadConversation(readable, database),
                        support,
                        edge.budget()),
                new AddMessageEndpoint(
                        edge.users(),
                        edge.visitors(),
                        new AddMessage(postMessage, decisions.commands(), decisions.messages())),
                new MarkReadEndpoint(edge.users(), edge.visitors(), markRead),
                new ReplyEndpoint(
                        edge.admins(),
                        new ReplyToTicket(
                                known,
                                decisions.commands(),
                                decisions.messages(),
                                foundations.adminRoles().names())),
                new ForwardedMessageEndpoint(
                        new AddForwardedMessage(postMessage, decisions.forwardedCommands(), access),
                        copies.agents(),
                        edge.visitors(),
                        support,
                        edge.budget()),
                new AdminConversationEndpoint(new ReadForAdmin(known, database), edge.budget()),
                new JoinEndpoint(new JoinConversation(known, copies.agents(), database, support), edge.budget()),
                new InternalReadEndpoint(copies.agents(), markRead));
    }
}
