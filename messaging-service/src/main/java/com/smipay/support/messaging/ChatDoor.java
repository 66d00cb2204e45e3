package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.messaging.api.AdminCalls;
import com.smipay.support.messaging.api.AdminChatEndpoint;
import com.smipay.support.messaging.api.AgentEndpoints;
import com.smipay.support.messaging.api.AgentsEndpoint;
import com.smipay.support.messaging.api.ChatEndpoint;
import com.smipay.support.messaging.api.ChatEndpoints;
import com.smipay.support.messaging.api.ChatJoinEndpoint;
import com.smipay.support.messaging.api.ChatListEndpoint;
import com.smipay.support.messaging.api.ChatReadEndpoint;
import com.smipay.support.messaging.api.ChatReplyEndpoint;
import com.smipay.support.messaging.api.ChatSendEndpoint;
import com.smipay.support.messaging.api.ChatSender;
import com.smipay.support.messaging.api.ClaimEndpoint;
import com.smipay.support.messaging.api.CloseEndpoint;
import com.smipay.support.messaging.api.CreateTicketEndpoint;
import com.smipay.support.messaging.api.GuestSendEndpoint;
import com.smipay.support.messaging.api.HandoverEndpoint;
import com.smipay.support.messaging.api.HandoverResponseEndpoint;
import com.smipay.support.messaging.api.InboxEndpoints;
import com.smipay.support.messaging.api.MarkChatReadEndpoint;
import com.smipay.support.messaging.api.OwnChatsEndpoint;
import com.smipay.support.messaging.api.PresenceEndpoint;
import com.smipay.support.messaging.api.RateChatEndpoint;
import com.smipay.support.messaging.assignment.ClaimConversation;
import com.smipay.support.messaging.assignment.CloseConversation;
import com.smipay.support.messaging.assignment.ReplyToChat;
import com.smipay.support.messaging.assignment.RequestHandover;
import com.smipay.support.messaging.assignment.RespondToHandover;
import com.smipay.support.messaging.chat.JoinChat;
import com.smipay.support.messaging.chat.MarkChatRead;
import com.smipay.support.messaging.chat.OpenChat;
import com.smipay.support.messaging.chat.RateChat;
import com.smipay.support.messaging.chat.ReadChat;
import com.smipay.support.messaging.chat.ReadableChats;
import com.smipay.support.messaging.chat.SendMessage;
import com.smipay.support.messaging.config.MessagingSettings;
import com.smipay.support.messaging.conversion.CreateTicket;
import com.smipay.support.messaging.conversion.TicketOpening;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.inbox.ListChats;
import com.smipay.support.messaging.inbox.ListOwnChats;
import com.smipay.support.messaging.inbox.Presence;
import com.smipay.support.messaging.inbox.ReadChatForAdmin;
import com.smipay.support.messaging.store.ChatCommands;

/// A conversation by its own id: the use cases, and the endpoints that call them.
///
/// @param users what users and guests do
/// @param agents what agents do
/// @param inbox lists, and who is there
/// @param join what the realtime service asks for a socket that wants to join
/// @param markReadInternally the same for a socket that has read
/// @param presence what the realtime service tells of agents who have a socket
record ChatDoor(
        ChatEndpoints users,
        AgentEndpoints agents,
        InboxEndpoints inbox,
        ChatJoinEndpoint join,
        ChatReadEndpoint markReadInternally,
        PresenceEndpoint presence) {
    static ChatDoor of(
            MessagingSettings messaging,
            Foundations foundations,
            Peers peers,
            Decisions decisions,
            Copies copies,
            Edge edge) {
        Database database = foundations.database();
        SupportIdentity support = messaging.support();
        ReadableChats readable = new ReadableChats(database, edge.emails());
        MarkChatRead markRead = new MarkChatRead(readable, decisions.commands(), database, foundations.turns());
        ChatSender sender = new ChatSender(
                new OpenChat(decisions.commands(), copies.departures()),
                new SendMessage(database, decisions.commands(), decisions.messages(), edge.emails()),
                support,
                edge.addresses());
        Presence presence = new Presence(database, foundations.adminRoles());
        return new ChatDoor(
                new ChatEndpoints(
                        new ChatSendEndpoint(edge.users(), sender),
                        new GuestSendEndpoint(edge.users(), edge.visitors(), edge.deviceProof(), sender),
                        new ChatEndpoint(
                                edge.callers(),
                                copies.agents(),
                                edge.visitors(),
                                new ReadChat(readable, database),
                                support,
                                edge.budget()),
                        new MarkChatReadEndpoint(edge.users(), edge.visitors(), markRead),
                        new RateChatEndpoint(edge.users(), new RateChat(decisions.chatCommands()))),
                agents(foundations, peers, decisions, edge.admins()),
                new InboxEndpoints(
                        new OwnChatsEndpoint(edge.callers(), new ListOwnChats(database, support)),
                        new ChatListEndpoint(edge.admins(), new ListChats(database, messaging.deskZone())),
                        new AdminChatEndpoint(edge.admins(), new ReadChatForAdmin(database), edge.budget()),
                        new AgentsEndpoint(edge.admins(), presence)),
                new ChatJoinEndpoint(new JoinChat(copies.agents(), database, support), edge.budget()),
                new ChatReadEndpoint(copies.agents(), markRead),
                new PresenceEndpoint(presence));
    }

    private static AgentEndpoints agents(Foundations foundations, Peers peers, Decisions decisions, AdminCalls admins) {
        Database database = foundations.database();
        AdminRoles roles = foundations.adminRoles();
        ChatCommands chats = decisions.chatCommands();
        return new AgentEndpoints(
                new ClaimEndpoint(admins, new ClaimConversation(chats, roles.names())),
                new ChatReplyEndpoint(
                        admins, new ReplyToChat(chats, decisions.commands(), decisions.messages(), roles.names())),
                new CloseEndpoint(admins, new CloseConversation(chats)),
                new HandoverEndpoint(admins, new RequestHandover(chats, roles.names())),
                new HandoverResponseEndpoint(admins, new RespondToHandover(chats, database, roles.names())),
                new CreateTicketEndpoint(
                        admins,
                        new CreateTicket(
                                chats,
                                database,
                                new TicketOpening(peers.tickets()),
                                decisions.idempotent(),
                                decisions.peerEvents(),
                                decisions.events()::announce)));
    }
}
