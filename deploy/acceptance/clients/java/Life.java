import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AdminApi;
import org.openapitools.client.api.UserApi;
import org.openapitools.client.auth.ApiKeyAuth;
import org.openapitools.client.auth.HttpBearerAuth;
import org.openapitools.client.model.Assignment;
import org.openapitools.client.model.ChatMessage;
import org.openapitools.client.model.ConversationStatus;
import org.openapitools.client.model.NewMessage;
import org.openapitools.client.model.Priority;
import org.openapitools.client.model.PriorityChange;
import org.openapitools.client.model.Rating;
import org.openapitools.client.model.Reply;
import org.openapitools.client.model.StatusChange;
import org.openapitools.client.model.SupportRequest;
import org.openapitools.client.model.SupportType;
import org.openapitools.client.model.TicketStatus;
import org.openapitools.client.model.TicketSummary;
import org.openapitools.client.model.UserTicket;

/// A ticket's whole life through the client that openapi-generator makes for Java.
final class Life {
    private static final String URL = System.getenv("SUPPORT_URL");
    private static final String EMAIL = System.getenv("USER_EMAIL");
    private static final String ADMIN_ID = System.getenv("ADMIN_ID");

    private interface Step {
        void go() throws ApiException;
    }

    private static ApiClient client(String url, String token) {
        ApiClient client = new ApiClient();
        client.setBasePath(url);
        ((ApiKeyAuth) client.getAuthentication("device")).setApiKey("generated-java-client");
        ((HttpBearerAuth) client.getAuthentication("token")).setBearerToken(token);
        return client;
    }

    private static void same(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new IllegalStateException(actual + " instead of " + expected);
        }
    }

    private static void refused(int status, String code, Step step) {
        try {
            step.go();
        } catch (ApiException e) {
            same(e.getCode(), status);
            same(e.getResponseBody().contains("\"code\":\"" + code + "\""), true);
            return;
        }
        throw new IllegalStateException("not refused");
    }

    /// What a later version of the stack may answer: every object has a field more, and every listed word is a new one.
    private static void readANewerServer(String number) throws ApiException {
        String url = System.getenv("NEWER_URL");
        UserApi user = new UserApi(client(url, System.getenv("USER_TOKEN")));
        AdminApi admin = new AdminApi(client(url, System.getenv("ADMIN_TOKEN")));

        TicketSummary listed = user.getMyTickets(null, null, null, null, null, null, null).getData().getTickets().stream()
                .filter(ticket -> ticket.getTicketNumber().equals(number))
                .findFirst()
                .orElseThrow();
        same(listed.getStatus(), TicketStatus.UNKNOWN_DEFAULT_OPEN_API);
        same(listed.getPriority(), Priority.UNKNOWN_DEFAULT_OPEN_API);
        same(listed.getSupportType(), SupportType.UNKNOWN_DEFAULT_OPEN_API);
        same(
                user.getConversation(number, null, null, null, null, null, null, null, null)
                        .getData()
                        .getTicket()
                        .getMessages()
                        .size(),
                3);
        UUID chat = user.sendChatMessage(
                        new ChatMessage().message("Is anybody there?"), null, null, null, null, null, null)
                .getData()
                .getConversation()
                .getId();
        same(
                user.listOwnChats(null, null, null, null, null, null, null).getData().getConversations().stream()
                        .filter(own -> own.getId().equals(chat))
                        .allMatch(own -> own.getStatus() == ConversationStatus.UNKNOWN_DEFAULT_OPEN_API),
                true);
        refused(404, "ADDED_LATER", () -> user.getConversation("SMI-2026-999999999", null, null, null, null, null, null, null, null));

        same(
                admin.listTickets(null, null, number, null, null, null, null, null, null, null, null, null, null)
                        .getData()
                        .getTickets()
                        .getFirst()
                        .getStatus(),
                TicketStatus.UNKNOWN_DEFAULT_OPEN_API);
        same(
                admin.getTicket(number, null, null, null).getData().getHistory().stream()
                        .allMatch(entry -> entry.getChange().equals("ADDED_LATER")),
                true);
        same(
                admin.listChats(null, null, null, null, null, null, null, null, null, null, null, null)
                        .getData()
                        .getConversations()
                        .stream()
                        .anyMatch(each -> each.getId().equals(chat)),
                true);
        same(
                admin.getChatForAdmin(chat.toString(), null, null, null).getData().getStatus(),
                ConversationStatus.UNKNOWN_DEFAULT_OPEN_API);
        System.out.println("read a newer server");
    }

    public static void main(String[] arguments) throws ApiException {
        UserApi user = new UserApi(client(URL, System.getenv("USER_TOKEN")));
        AdminApi admin = new AdminApi(client(URL, System.getenv("ADMIN_TOKEN")));

        SupportRequest request = new SupportRequest()
                .subject("Ọ̀rọ̀ made by Java")
                .description("The transfer has not arrived yet.")
                .email(EMAIL)
                .supportType(SupportType.TRANSACTION_ISSUE);
        UserTicket opened = user.requestSupport(
                        request, "java-" + System.nanoTime(), null, null, null, null, null, null, null, null, null, null,
                        null, null)
                .getData()
                .getTicket();
        String number = opened.getTicketNumber();
        same(opened.getStatus(), TicketStatus.PENDING);
        same(opened.getLastResponseAt(), null);
        same(
                user.getMyTickets(null, null, null, null, null, null, null).getData().getTickets().stream()
                        .filter(ticket -> ticket.getTicketNumber().equals(number))
                        .count(),
                1L);
        refused(
                400,
                "VALIDATION_FAILED",
                () -> user.requestSupport(
                        new SupportRequest().description("x").email(EMAIL), null, null, null, null, null, null, null,
                        null, null, null, null, null, null));

        same(
                admin.listTickets(
                                null, null, number, List.of("pending", "in_progress"), null, null, null, null, null,
                                null, null, null, null)
                        .getData()
                        .getTickets()
                        .size(),
                1);
        same(admin.assignTicket(number, new Assignment().assignedTo(ADMIN_ID), null).getData().getAssignedTo(), ADMIN_ID);
        same(
                admin.assignTicket(number, new Assignment().assignedTo("unassigned"), null)
                        .getData()
                        .getAssignedTo(),
                null);
        same(
                admin.changePriority(number, new PriorityChange().priority(Priority.URGENT), null)
                        .getData()
                        .getPriority(),
                Priority.URGENT);
        same(admin.reply(number, new Reply().message("Your limit is raised."), null, null).getData().getIsInternal(), false);
        same(
                admin.reply(number, new Reply().message("Limits team has confirmed.").isInternal(true), null, null)
                        .getData()
                        .getIsInternal(),
                true);
        same(admin.getTicket(number, null, null, null).getData().getMessages().size(), 3);

        UserTicket conversation = user.getConversation(number, null, null, null, null, null, null, null, null)
                .getData()
                .getTicket();
        same(conversation.getMessages().size(), 2);
        same(
                user.markRead(number, null, null, null, null, null, null, null, null).getData().getLastMessageId(),
                conversation.getMessages().getLast().getId());
        user.addMessage(
                new NewMessage().ticketNumber(number).message("Thank you, it works now.").email(EMAIL), null, null,
                null, null, null, null);
        refused(400, "RATING_STATUS", () -> user.rateTicket(number, new Rating().rating(5), null, null, null, null, null, null));
        same(
                admin.changeStatus(
                                number,
                                new StatusChange().status(TicketStatus.RESOLVED).resolutionNotes("Limit raised."),
                                null)
                        .getData()
                        .getStatus(),
                TicketStatus.RESOLVED);
        same(
                user.rateTicket(number, new Rating().rating(4).feedback("Quick."), null, null, null, null, null, null)
                        .getData()
                        .getRating(),
                4);
        refused(400, "RATING_EXISTS", () -> user.rateTicket(number, new Rating().rating(4), null, null, null, null, null, null));
        refused(404, "TICKET_NOT_FOUND", () -> user.getConversation("SMI-2026-999999999", null, null, null, null, null, null, null, null));
        System.out.println("lived: " + number);
        readANewerServer(number);
        System.exit(0);
    }
}
