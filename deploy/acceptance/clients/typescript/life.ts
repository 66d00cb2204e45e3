// A ticket's whole life through the client that openapi-generator makes for TypeScript (fetch), and a look by the one of
// hey-api.
import assert from 'node:assert/strict';
import { AdminApi, Configuration, DocumentsApi, Priority, ResponseError, SupportType, TicketStatus, UserApi } from './target/fetch/index';
import { createClient } from './target/hey/client/index';
import { getMyTickets } from './target/hey/sdk.gen';

const env = (name: string): string => process.env[name] ?? assert.fail(`${name} is missing`);
const basePath = env('SUPPORT_URL');
const email = env('USER_EMAIL');
const client = (token: string, url = basePath) =>
  new Configuration({ basePath: url, accessToken: token, apiKey: 'generated-typescript-client' });
const user = new UserApi(client(env('USER_TOKEN')));
const admin = new AdminApi(client(env('ADMIN_TOKEN')));

async function refused(status: number, code: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error: unknown) => error instanceof ResponseError && error.response.status === status);
  const body = await call.catch((error: ResponseError) => error.response.json());
  assert.equal((body as { code: string }).code, code);
}

// What a later version of the stack may answer: every object has a field more, and every listed word is a new one.
async function readANewerServer(number: string): Promise<void> {
  const newer = new UserApi(client(env('USER_TOKEN'), env('NEWER_URL')));
  const desk = new AdminApi(client(env('ADMIN_TOKEN'), env('NEWER_URL')));
  const word = 'ADDED_LATER';

  const listed = (await newer.getMyTickets()).data.tickets.find((ticket) => ticket.ticketNumber === number);
  assert.deepEqual([listed?.status, listed?.priority, listed?.supportType], [word, word, word]);
  assert.equal((await newer.getConversation({ ticketNumber: number })).data.ticket.messages.length, 3);
  const begun = await newer.sendChatMessage({ chatMessage: { message: 'Is anybody there?' } });
  const id = begun.data.conversation?.id ?? assert.fail('no chat');
  assert.ok((await newer.listOwnChats()).data.conversations.some((chat) => chat.id === id && String(chat.status) === word));
  await refused(404, word, newer.getConversation({ ticketNumber: 'SMI-2026-999999999' }));

  assert.equal((await desk.listTickets({ search: number })).data.tickets[0]?.status, word);
  assert.ok((await desk.getTicket({ id: number })).data.history.every((entry) => entry.change === word));
  assert.ok((await desk.listChats()).data.conversations.some((chat) => chat.id === id));
  assert.equal((await desk.getChatForAdmin({ id })).data.status, word);
  console.log('read a newer server');
}

async function live(): Promise<void> {
  const opened = (
    await user.requestSupport({
      idempotencyKey: `typescript-${process.hrtime.bigint()}`,
      supportRequest: {
        subject: 'Ọ̀rọ̀ made by TypeScript',
        description: 'The transfer has not arrived yet.',
        email,
        supportType: SupportType.TransactionIssue,
      },
    })
  ).data.ticket;
  const number = opened.ticketNumber;
  assert.equal(opened.status, TicketStatus.Pending);
  assert.equal(opened.lastResponseAt, null);
  assert.ok(opened.createdAt instanceof Date && Math.abs(Date.now() - opened.createdAt.getTime()) < 600_000);
  assert.ok((await user.getMyTickets()).data.tickets.some((ticket) => ticket.ticketNumber === number));
  await refused(400, 'VALIDATION_FAILED', user.requestSupport({ supportRequest: { description: 'x', email } }));

  const adminId = env('ADMIN_ID');
  const listed = await admin.listTickets({ search: number, status: ['pending', 'in_progress'] });
  assert.equal(listed.data.tickets.length, 1);
  assert.equal((await admin.assignTicket({ id: number, assignment: { assignedTo: adminId } })).data.assignedTo, adminId);
  assert.equal((await admin.assignTicket({ id: number, assignment: { assignedTo: 'unassigned' } })).data.assignedTo, null);
  const urgent = await admin.changePriority({ id: number, priorityChange: { priority: Priority.Urgent } });
  assert.equal(urgent.data.priority, Priority.Urgent);
  await admin.reply({ id: number, reply: { message: 'Your limit is raised.' } });
  await admin.reply({ id: number, reply: { message: 'Limits team has confirmed.', isInternal: true } });
  assert.equal((await admin.getTicket({ id: number })).data.messages.length, 3);

  const conversation = (await user.getConversation({ ticketNumber: number })).data.ticket;
  assert.equal(conversation.messages.length, 2);
  const mark = await user.markRead({ ticketNumber: number });
  assert.equal(mark.data.lastMessageId, conversation.messages[1]?.id);
  await user.addMessage({ newMessage: { ticketNumber: number, message: 'Thank you, it works now.', email } });
  await refused(400, 'RATING_STATUS', user.rateTicket({ ticketNumber: number, rating: { rating: 5 } }));
  const change = { status: TicketStatus.Resolved, resolutionNotes: 'Limit raised.' };
  assert.equal((await admin.changeStatus({ id: number, statusChange: change })).data.status, TicketStatus.Resolved);
  const rated = await user.rateTicket({ ticketNumber: number, rating: { rating: 4, feedback: 'Quick.' } });
  assert.equal(rated.data.rating, 4);
  await refused(400, 'RATING_EXISTS', user.rateTicket({ ticketNumber: number, rating: { rating: 4 } }));
  await refused(404, 'TICKET_NOT_FOUND', user.getConversation({ ticketNumber: 'SMI-2026-999999999' }));
  await refused(403, 'FORBIDDEN', new AdminApi(client(env('USER_TOKEN'))).listTickets());
  // This client asks for no form, and would get YAML.
  const document = await new DocumentsApi(client('')).getDocument({}, { headers: { Accept: 'application/json' } });
  assert.ok(JSON.stringify(document).length > 2);

  const hey = createClient({
    baseUrl: basePath,
    auth: (auth) => (auth.name === 'x-device-id' ? 'generated-hey-api-client' : env('USER_TOKEN')),
  });
  const mine = await getMyTickets({ client: hey, query: { limit: 5 } });
  assert.ok(mine.data?.data.tickets.some((ticket) => ticket.ticket_number === number), JSON.stringify(mine.error));
  console.log(`lived: ${number}`);
  await readANewerServer(number);
}

live().catch((error) => {
  console.error(error);
  process.exit(1);
});
