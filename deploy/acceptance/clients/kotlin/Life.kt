import com.squareup.moshi.JsonAdapter
import com.squareup.moshi.Types
import com.squareup.moshi.adapters.EnumJsonAdapter
import kotlin.system.exitProcess
import org.openapitools.client.apis.AdminApi
import org.openapitools.client.apis.DocumentsApi
import org.openapitools.client.apis.UserApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.Assignment
import org.openapitools.client.models.ChatMessage
import org.openapitools.client.models.ConversationStatus
import org.openapitools.client.models.NewMessage
import org.openapitools.client.models.Priority
import org.openapitools.client.models.PriorityChange
import org.openapitools.client.models.Rating
import org.openapitools.client.models.Reply
import org.openapitools.client.models.StatusChange
import org.openapitools.client.models.SupportRequest
import org.openapitools.client.models.SupportType
import org.openapitools.client.models.TicketStatus

// A ticket's whole life through the client that openapi-generator makes for Kotlin, by its own defaults but for words
// that are added later.
val url: String = System.getenv("SUPPORT_URL")
val email: String = System.getenv("USER_EMAIL")
val user = UserApi(url)
val admin = AdminApi(url)

fun asUser() { ApiClient.accessToken = System.getenv("USER_TOKEN") }
fun asAdmin() { ApiClient.accessToken = System.getenv("ADMIN_TOKEN") }

fun <T> T.expect(expected: T) = check(this == expected) { "$this instead of $expected" }

fun refused(status: Int, code: String, call: () -> Unit) {
    try {
        call()
    } catch (e: ClientException) {
        e.statusCode.expect(status)
        check((e.response as ClientError<*>).body.toString().contains("\"code\":\"$code\"")) { "${(e.response as ClientError<*>).body}" }
        return
    }
    error("not refused")
}

// The adapters that openapi-generator 7.25 makes of words refuse a null (its pull request 24894), such as a type that is
// not sent. What an app adds before its first call counts first.
@Suppress("UNCHECKED_CAST")
fun <T : Enum<T>> wordsOf(type: Class<*>): JsonAdapter<T>? =
    (type as Class<T>).enumConstants
        ?.find { it.name == "unknown_default_open_api" }
        ?.let { EnumJsonAdapter.create(type).withUnknownFallback(it).nullSafe() }

// What a later version of the stack may answer: every object has a field more, and every listed word is a new one.
fun readANewerServer(number: String) {
    val user = UserApi(System.getenv("NEWER_URL"))
    val admin = AdminApi(System.getenv("NEWER_URL"))

    asUser()
    val listed = user.getMyTickets().data.tickets.single { it.ticketNumber == number }
    listed.status.expect(TicketStatus.unknown_default_open_api)
    listed.priority.expect(Priority.unknown_default_open_api)
    listed.supportType.expect(SupportType.unknown_default_open_api)
    user.getConversation(number).data.ticket.messages.size.expect(3)
    val chat = user.sendChatMessage(ChatMessage("Is anybody there?")).data.conversation!!.id
    user.listOwnChats().data.conversations.single { it.id == chat }.status.expect(ConversationStatus.unknown_default_open_api)
    refused(404, "ADDED_LATER") { user.getConversation("SMI-2026-999999999") }

    asAdmin()
    admin.listTickets(search = number).data.tickets.single().status.expect(TicketStatus.unknown_default_open_api)
    check(admin.getTicket(number).data.history.all { it.change == "ADDED_LATER" })
    check(admin.listChats().data.conversations.any { it.id == chat })
    admin.getChatForAdmin(chat.toString()).data.status.expect(ConversationStatus.unknown_default_open_api)
    println("read a newer server")
}

fun main() {
    Serializer.moshiBuilder.add(JsonAdapter.Factory { type, _, _ -> wordsOf<TicketStatus>(Types.getRawType(type)) })
    ApiClient.apiKey["x-device-id"] = "generated-kotlin-client"

    asUser()
    val opened = user.requestSupport(
        SupportRequest(
            subject = "Ọ̀rọ̀ made by Kotlin",
            description = "The transfer has not arrived yet.",
            email = email,
            supportType = SupportType.TRANSACTION_ISSUE,
        ),
        idempotencyKey = "kotlin-${System.nanoTime()}",
    ).data.ticket
    opened.status.expect(TicketStatus.pending)
    opened.lastResponseAt.expect(null)
    val number = opened.ticketNumber
    check(user.getMyTickets().data.tickets.any { it.ticketNumber == number && it.lastMessage != null })
    refused(400, "VALIDATION_FAILED") { user.requestSupport(SupportRequest(description = "x", email = email)) }

    asAdmin()
    check(admin.listTickets(search = number).data.tickets.single().assignedAdmin == null)
    admin.assignTicket(number, Assignment(System.getenv("ADMIN_ID"))).data.assignedTo.expect(System.getenv("ADMIN_ID"))
    // Moshi leaves nulls out: the word is how such a language says it.
    admin.assignTicket(number, Assignment("unassigned")).data.assignedTo.expect(null)
    admin.changePriority(number, PriorityChange(Priority.urgent)).data.priority.expect(Priority.urgent)
    admin.reply(number, Reply("Your limit is raised.")).data.isInternal.expect(false)
    admin.reply(number, Reply("Limits team has confirmed.", isInternal = true)).data.isInternal.expect(true)
    admin.getTicket(number).data.messages.size.expect(3)

    asUser()
    val conversation = user.getConversation(number).data.ticket
    conversation.messages.size.expect(2)
    check(conversation.messages.last().createdAt >= conversation.createdAt)
    user.markRead(number).data.lastMessageId.expect(conversation.messages.last().id)
    user.addMessage(NewMessage(number, "Thank you, it works now.", email)).data.message.isFromUser.expect(true)
    refused(400, "RATING_STATUS") { user.rateTicket(number, Rating(5)) }

    asAdmin()
    val resolved = admin.changeStatus(number, StatusChange(TicketStatus.resolved, "Limit raised.")).data
    resolved.status.expect(TicketStatus.resolved)
    check(resolved.resolvedAt != null)

    asUser()
    user.rateTicket(number, Rating(4, "Quick.")).data.rating.expect(4)
    refused(400, "RATING_EXISTS") { user.rateTicket(number, Rating(4)) }
    refused(404, "TICKET_NOT_FOUND") { user.getConversation("SMI-2026-999999999") }
    refused(403, "FORBIDDEN") { admin.listTickets() }
    check(DocumentsApi(url).getDocument().toString().contains("/api/v1/support/my-tickets"))
    println("lived: $number")
    readANewerServer(number)
    exitProcess(0)
}
