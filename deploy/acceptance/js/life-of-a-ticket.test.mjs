import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { call, connect, tokens } from './desk.mjs';

const email = process.env.USER_EMAIL;
const sockets = [];
const open = async (token) => (sockets.push(await connect(token)), sockets.at(-1));
after(() => sockets.forEach((socket) => socket.disconnect()));

test('a token that is missing or wrong is refused with a reason', async () => {
  for (const token of [undefined, 'nonsense']) {
    await assert.rejects(connect(token), (error) => {
      assert.equal(error.message, 'Unauthorized');
      assert.equal(error.data.code, 'UNAUTHENTICATED');
      return true;
    });
  }
});

test('a ticket is opened, talked about, resolved and rated', async () => {
  const desk = await open(tokens.admin);
  const phone = await open(tokens.user);

  const opened = await call('POST', '/support/request-support', {
    token: tokens.user,
    body: { subject: 'My transfer is stuck', description: 'It has been pending since ₦5,000 left my wallet.', email },
  });
  assert.equal(opened.status, 201);
  const { id, ticket_number } = opened.data.ticket;
  // Admins hear of other tests' tickets too.
  let announced;
  do announced = await desk.next('ticket_created');
  while (announced.ticket_number !== ticket_number);

  const joined = await phone.emitWithAck('join_ticket', { ticket_id: id });
  assert.deepEqual({ success: joined.success, status: joined.status }, { success: true, status: 'pending' });
  assert.equal((await desk.emitWithAck('join_ticket', { ticket_id: id })).success, true);

  await desk.emitWithAck('typing', { ticket_id: id });
  assert.equal((await phone.next('typing')).is_admin, true);
  await desk.emitWithAck('stop_typing', { ticket_id: id });
  assert.equal((await phone.next('stop_typing')).ticket_id, id);

  const note = await call('POST', `/unified-admin/support/${id}/reply`, {
    token: tokens.admin,
    body: { message: 'An internal note', is_internal: true },
  });
  assert.equal(note.status, 201);
  assert.equal((await desk.next('new_message')).message.is_internal, true);

  const reply = await call('POST', `/unified-admin/support/${id}/reply`, {
    token: tokens.admin,
    body: { message: 'We found it, it arrives today.' },
  });
  assert.equal(reply.message, 'Reply sent');
  const message = (await phone.next('new_message')).message;
  assert.equal(message.message, 'We found it, it arrives today.');
  assert.equal(message.is_internal, false);
  assert.equal((await phone.next('ticket_updated')).event, 'new_reply');
  assert.equal((await phone.next('status_changed')).new_status, 'in_progress');
  assert.equal((await phone.next('ticket_updated')).event, 'status_changed');

  const sent = await call('POST', '/support/ticket/add-message', {
    token: tokens.user,
    body: { ticket_number, message: 'Thank you, it is here now.', email },
  });
  assert.equal(sent.message, 'Message sent');
  assert.equal((await desk.next('new_message')).message.is_internal, false);
  assert.equal((await phone.next('new_message')).message.id, sent.data.message.id);
  const own = await phone.next('ticket_updated');
  assert.deepEqual([own.event, own.message.id], ['own_message', sent.data.message.id]);

  const resolved = await call('PUT', `/unified-admin/support/${id}/status`, {
    token: tokens.admin,
    body: { status: 'resolved', resolution_notes: 'Arrived' },
  });
  assert.equal(resolved.message, 'Ticket resolved');
  assert.deepEqual(await phone.next('status_changed'), {
    ticket_id: id,
    ticket_number,
    old_status: 'in_progress',
    new_status: 'resolved',
    resolution_notes: 'Arrived',
  });

  const rated = await call('POST', `/support/ticket/${ticket_number}/rate`, { token: tokens.user, body: { rating: 5 } });
  assert.equal(rated.message, 'Thank you for your feedback');

  const conversation = await call('GET', `/support/ticket?ticket_number=${ticket_number}`, { token: tokens.user });
  assert.equal(conversation.data.ticket.total_messages, 3);
  assert.equal(conversation.data.ticket.satisfaction_rating, 5);
  assert.ok(!JSON.stringify(conversation).includes('An internal note'));

  assert.equal((await phone.emitWithAck('leave_ticket', { ticket_id: id })).success, true);
});

test('what was missed while away comes with the joining', async () => {
  const opened = await call('POST', '/support/request-support', {
    token: tokens.user,
    body: { subject: 'Away for a while', description: 'The train goes through a tunnel now.', email },
  });
  const { id, messages } = opened.data.ticket;
  const replies = [];
  for (const text of ['First', 'Second']) {
    const reply = await call('POST', `/unified-admin/support/${id}/reply`, { token: tokens.admin, body: { message: text } });
    replies.push(reply.data.id);
  }
  const phone = await open(tokens.user);
  const joined = await phone.emitWithAck('join_ticket', { ticket_id: id, last_message_id: messages[0].id });
  assert.deepEqual(joined.missed.map((message) => message.id), replies);
  assert.equal(joined.status, 'in_progress');
});
