import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call, connect, tokens } from './desk.mjs';

const sockets = [];
const open = async (token) => (sockets.push(await connect(token)), sockets.at(-1));
after(() => sockets.forEach((socket) => socket.disconnect()));
const post = (path, token, body = {}) => call('POST', path, { token, body });

// Desks hear of other tests' chats too.
const nextOf = async (socket, name, id, event) => {
  let heard;
  do heard = await socket.next(name);
  while ((heard.conversation_id ?? heard.id) !== id || (event && heard.event !== event));
  return heard;
};

test('a chat is begun, claimed by a reply, made into a ticket and heard by both doors', async () => {
  const desk = await open(tokens.admin);
  const phone = await open(tokens.user);
  const begun = await post('/support/chat/send', tokens.user, { message: 'Is my money gone?' });
  assert.equal(begun.status, 201);
  assert.equal(begun.data.is_new, true);
  const id = begun.data.conversation.id;
  assert.equal((await nextOf(desk, 'conversation_created', id)).first_message, 'Is my money gone?');

  const joined = await phone.emitWithAck('join_conversation', { conversation_id: id });
  assert.deepEqual(joined, {
    success: true,
    conversation_id: id,
    status: 'active',
    assigned_admin_name: null,
    ticket: null,
  });

  const chat = `/unified-admin/support/conversations/${id}`;
  assert.equal((await post(`${chat}/reply`, tokens.admin, { message: 'I look into it.' })).message, 'Reply sent');
  const claimed = await nextOf(phone, 'conversation_claimed', id);
  assert.equal(typeof claimed.assigned_admin_name, 'string');
  const reply = await nextOf(phone, 'new_message', id);
  assert.equal(reply.message.message, 'I look into it.');
  assert.equal('ticket_id' in reply, false);

  const made = await post(`${chat}/create-ticket`, tokens.admin, { subject: 'A lost transfer', description: 'Ask the bank.' });
  assert.equal(made.message, 'Ticket created from conversation');
  const { ticket_number } = made.data.ticket;
  assert.equal((await nextOf(phone, 'ticket_created_from_conversation', id)).ticket.ticket_number, ticket_number);
  assert.equal((await nextOf(phone, 'conversation_updated', id, 'ticket_created')).ticket_number, ticket_number);

  const byTicket = await open(tokens.user);
  assert.equal((await byTicket.emitWithAck('join_ticket', { ticket_id: id })).status, 'in_progress');
  const sent = await post('/support/chat/send', tokens.user, { message: 'Thank you!', conversation_id: id });
  assert.equal(sent.data.is_new, false);
  for (const socket of [phone, byTicket]) {
    const heard = await nextOf(socket, 'new_message', id);
    assert.equal(heard.message.id, sent.data.message.id);
    assert.equal(heard.ticket_id, id);
  }

  await desk.emitWithAck('join_conversation', { conversation_id: id });
  await desk.emitWithAck('typing', { conversation_id: id });
  assert.equal((await phone.next('typing')).is_admin, true);

  assert.equal((await post(`${chat}/close`, tokens.admin)).message, 'Conversation closed');
  await nextOf(phone, 'conversation_closed', id);
  const refused = await post('/support/chat/send', tokens.user, { message: 'One more thing', conversation_id: id });
  assert.equal(refused.message, 'This conversation has been closed');
  assert.equal((await post(`/support/conversations/${id}/rate`, tokens.user, { rating: 5 })).message, 'Rating submitted');
});

test('what was missed of a chat while away comes with the joining', async () => {
  const begun = await post('/support/chat/send', tokens.user, { message: 'The train goes through a tunnel now.' });
  const { id, messages } = begun.data.conversation;
  const said = [];
  for (const message of ['First', 'Second']) {
    said.push((await post(`/unified-admin/support/conversations/${id}/reply`, tokens.admin, { message })).data.id);
  }
  const phone = await open(tokens.user);
  const joined = await phone.emitWithAck('join_conversation', { conversation_id: id, last_message_id: messages[0].id });
  assert.deepEqual(joined.missed.map((message) => message.id), said);
  assert.equal(joined.status, 'waiting_user');
});
