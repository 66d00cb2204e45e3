package com.smipay.support.messaging.api;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.ClientAddress;
import com.smipay.support.kit.http.DeviceMetadata;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.chat.OpenChat;
import com.smipay.support.messaging.chat.OpenChat.Opened;
import com.smipay.support.messaging.chat.SendMessage;
import com.smipay.support.messaging.chat.Sender;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.store.NewChat;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What both doors of a chat's user do with a message that was read and admitted: begin a chat with it, or add it to
/// one. Safe for all threads.
public final class ChatSender {

    private final OpenChat openChat;
    private final SendMessage sendMessage;
    private final SupportIdentity support;
    private final ClientAddress addresses;

    public ChatSender(OpenChat openChat, SendMessage sendMessage, SupportIdentity support, ClientAddress addresses) {
        this.openChat = openChat;
        this.sendMessage = sendMessage;
        this.support = support;
        this.addresses = addresses;
    }

    /// @param id of the chat, which the guest's proof is of
    void open(
            ServerRequest req,
            ServerResponse res,
            ChatMessageRequest request,
            UUID id,
            Owner owner,
            @Nullable String guestProof,
            @Nullable String phoneNumber,
            Optional<IdempotencyKey> key) {
        NewChat chat = new NewChat(
                id,
                UuidCreator.getTimeOrderedEpoch(),
                request.words(),
                owner,
                guestProof,
                phoneNumber,
                DeviceMetadata.filled(request.deviceMetadata(), req).toString(),
                addresses.resolve(req),
                DeviceMetadata.userAgent(req));
        switch (openChat.open(
                chat,
                new IdempotentRequest<>(
                        key, Status.CREATED_201.code(), opened -> ChatOpened.answer(opened, support)))) {
            case Outcome.Executed<Opened, Refusal> executed -> {
                res.header(HeaderNames.LOCATION, ChatOpened.address(id.toString()));
                Responses.send(res, Status.CREATED_201, ChatOpened.answer(executed.value(), support));
            }
            case Outcome.Replayed<Opened, Refusal> replayed -> {
                res.header(HeaderNames.LOCATION, ChatOpened.address(ChatOpened.id(replayed.body())));
                Responses.replay(res, Status.create(replayed.status()), replayed.body());
            }
            case Outcome.Refused<Opened, Refusal> refused -> throw ConversationProblems.of(refused.reason());
        }
    }

    void send(
            ServerResponse res,
            ChatMessageRequest request,
            UUID conversationId,
            Sender sender,
            Optional<IdempotencyKey> key) {
        sendMessage
                .send(
                        conversationId,
                        request.words(),
                        sender,
                        new IdempotentRequest<>(key, Status.CREATED_201.code(), ChatMessageSent::answer))
                .send(res, Status.CREATED_201, ChatMessageSent::answer, ConversationProblems::of);
    }
}
