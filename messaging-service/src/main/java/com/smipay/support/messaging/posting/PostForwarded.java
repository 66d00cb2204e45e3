package com.smipay.support.messaging.posting;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.edge.UserTicket;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.IdempotentWrites;
import com.smipay.support.messaging.store.MessageWriter;
import com.smipay.support.messaging.store.Messages;
import com.smipay.support.messaging.store.OutboxEvent;
import io.helidon.http.Status;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// A message that came through `request-support` (`decisions.md` 16): the rules are those of `add-message`, the
/// answer is the ticket.
public final class PostForwarded {
    /// The event that was announced, and the ticket after it as the caller may see it.
    record Posted(EventEnvelope event, UserTicket ticket) {}

    private final PostMessage postMessage;
    private final IdempotentWrites writes;
    private final Visitors visitors;
    private final AccessRules access;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public PostForwarded(
            KnownConversations known,
            EmailAttempts guesses,
            IdempotentWrites writes,
            Visitors visitors,
            AccessRules access,
            SupportIdentity support,
            AnswerBudget budget) {
        this.postMessage = new PostMessage(known, guesses);
        this.budget = budget;
        this.writes = writes;
        this.visitors = visitors;
        this.access = access;
        this.support = support;
    }

    /// @param answer sends what came of it
    /// @throws Problem every refusal of `add-message`, for the ticket service to pass on
    void post(ForwardedMessage forwarded, Consumer<Outcome<Posted>> answer) {
        PostMessage.Attempt attempt = postMessage.look(forwarded.message(), sender(forwarded));
        budget.within(UserTicket.mostBytes(attempt.seen().visibleCount() + 1), () -> {
            answer.accept(post(forwarded, attempt));
            return attempt;
        });
    }

    private Outcome<Posted> post(ForwardedMessage forwarded, PostMessage.Attempt attempt) {
        return postMessage.counting(
                attempt,
                () -> writes.runWhole(
                        attempt.seen().ticket().id(),
                        forwarded.key(),
                        Status.CREATED_201,
                        statements -> write(statements, attempt, forwarded),
                        posted -> ForwardedAnswer.of(posted.ticket(), posted.event(), true)));
    }

    private Visitor sender(ForwardedMessage forwarded) {
        return visitors.of(
                forwarded.person(), forwarded.deviceId(), forwarded.message().email());
    }

    private Posted write(Statements statements, PostMessage.Attempt attempt, ForwardedMessage forwarded) {
        OutboxEvent<MessageEvent.Posted> announced = postMessage
                .write(statements, MessageWriter.of(statements), attempt)
                .announced();
        Conversation after = Conversations.find(
                        statements,
                        new TicketReference.ById(attempt.seen().ticket().id()))
                .orElseThrow(Problem::unavailable);
        return new Posted(
                announced.envelope(),
                shown(statements, after, sender(forwarded), announced.event().message()));
    }

    /// Where the caller may not read the rest, its opening text does not come as the ticket's description either.
    private UserTicket shown(Statements statements, Conversation after, Visitor visitor, MessageState written) {
        if (!access.mayRead(after.ticket(), visitor)) {
            return UserTicket.of(after, written.message(), List.of(written), support);
        }
        UUID id = after.ticket().id();
        List<MessageState> messages = Messages.page(statements, id, Page.newest(after, null));
        return UserTicket.of(after, Messages.description(statements, id, messages), messages, support);
    }
}
