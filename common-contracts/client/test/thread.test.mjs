// What is shown of a conversation where answers, events and a slow storage come in an order that a desk seldom brings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStorage, Observable, Thread, Unreachable } from '../dist/index.js';
import { doorOf } from '../dist/doors.js';
import { Outbox } from '../dist/outbox.js';
import { Rooms } from '../dist/rooms.js';

const CHAT = { kind: 'chat', id: 'c-1' };
const TICKET = { kind: 'ticket', id: 'c-1' };
const [ADA, BEN] = ['ada', 'ben'];

const turn = () => new Promise((done) => setImmediate(done));

class Connection {
  line = new Observable('online');
  told = [];
  joined = async () => ({ success: true });
  #listeners = [];

  on(event, tell) {
    const listener = { event, tell };
    this.#listeners.push(listener);
    return () => (this.#listeners = this.#listeners.filter((each) => each !== listener));
  }

  brings(event, payload) {
    this.#listeners.filter((each) => each.event === event).forEach((each) => each.tell(payload));
  }

  request() {
    return this.joined();
  }

  tell(event, payload) {
    this.told.push([event, payload]);
  }
}

/** A chat of Ada's, as REST tells it. */
const detail = (change = {}) => ({
  data: { status: 'active', ticket: null, assigned_to: ADA, assigned_admin_name: 'Ada', handovers: [], messages: [], total_messages: 0, has_more: false, satisfaction_rating: null, ...change },
});

const message = (id, client_id) => ({ id, client_id, message: 'Hello', is_from_user: false, is_internal: false, sender_name: 'Ada', sender_email: null, createdAt: '2026-01-02T08:00:00Z' });

/** An agent's client, without a line to anywhere. */
function client({ call = async () => detail(), side = 'desk', storage = new MemoryStorage() } = {}) {
  const rest = { call };
  const parts = {
    side,
    rest,
    session: { isGuest: false, me: { value: { id: ADA, name: 'Ada', email: null } } },
    connection: new Connection(),
    outbox: new Outbox(rest, storage, 'desk/ada'),
    rooms: new Rooms(),
    caughtUp: () => undefined,
  };
  return { ...parts, open: (ref = CHAT) => new Thread(ref, doorOf(side, rest, ref), parts) };
}

/** A promise that the test keeps when it wants to. */
function later() {
  let keep;
  const promise = new Promise((kept) => (keep = kept));
  return { promise, keep };
}

test('a chat and the ticket that was made of it have each somebody of their own', async () => {
  const { connection, open } = client();
  const [chat, ticket] = [open(CHAT), open(TICKET)];
  await turn();
  connection.brings('ticket_assigned', { ticket_id: 'c-1', ticket_number: 'SMI-1', assigned_to: BEN, assigned_admin_name: 'Ben' });
  assert.deepEqual([chat.state.value.assignedTo, ticket.state.value.assignedTo], [ADA, BEN]);
  connection.brings('conversation_claimed', { conversation_id: 'c-1', assigned_to: ADA, assigned_admin_name: 'Ada' });
  assert.deepEqual([chat.state.value.assignedTo, ticket.state.value.assignedTo], [ADA, BEN]);
});

test('what an event told is not undone by an answer that was asked for before it', async () => {
  const answers = [];
  const { connection, open } = client({ call: () => (answers.push(later()), answers.at(-1).promise) });
  const thread = open();
  await turn();
  answers.shift().keep(detail());
  await turn();
  const seen = [];
  thread.state.subscribe(({ assignedTo }) => seen.at(-1) !== assignedTo && seen.push(assignedTo));
  void thread.reload();
  connection.brings('conversation_claimed', { conversation_id: 'c-1', assigned_to: BEN, assigned_admin_name: 'Ben' });
  answers.shift().keep(detail());
  await turn();
  answers.shift().keep(detail({ assigned_to: BEN, assigned_admin_name: 'Ben', status: 'waiting_user' }));
  await turn();
  assert.deepEqual(seen, [ADA, BEN]);
  assert.equal(thread.state.value.chatStatus, 'waiting_user');
});

test('an answer that was asked for earlier and comes later is no news', async () => {
  const answers = [];
  const { open } = client({ call: () => (answers.push(later()), answers.at(-1).promise) });
  const thread = open();
  await turn();
  answers.shift().keep(detail());
  await turn();
  void thread.reload();
  void thread.reload();
  answers.pop().keep(detail({ status: 'closed' }));
  await turn();
  answers.pop().keep(detail());
  await turn();
  assert.equal(thread.state.value.chatStatus, 'closed');
});

test('what is loaded after joining is newer than what joining told', async () => {
  const { connection, open } = client();
  connection.joined = async () => ({ success: true, conversation_id: 'c-1', status: 'active', ticket: null, assigned_to: null, assigned_admin_name: null, handover: null });
  const thread = open();
  await turn();
  assert.deepEqual([thread.state.value.assignedTo, thread.state.value.live], [ADA, true]);
});

test('a room that two screens show is left with the last of them', async () => {
  const { connection, open } = client();
  const left = () => connection.told.filter(([event]) => event === 'leave_conversation').length;
  const [below, above] = [open(), open()];
  await turn();
  above.close();
  above.close();
  assert.equal(left(), 0);
  below.close();
  assert.equal(left(), 1);
  open().close();
  assert.equal(left(), 2);
});

test('what the desk has already is unsent no more, however late a slow storage tells of it', async () => {
  const storage = new MemoryStorage();
  const entry = { key: 'k-1', clientId: 'k-1', thread: 'c-1', path: '/x', body: {}, text: 'Hello', internal: false, at: new Date().toISOString(), state: 'waiting', problem: null };
  await storage.set('support/outbox/desk/ada/k-1', JSON.stringify(entry));
  const asked = later();
  const keys = (prefix) => MemoryStorage.prototype.keys.call(storage, prefix);
  storage.keys = async (prefix) => (await asked.promise, keys(prefix));
  const posted = later();
  const { outbox, open } = client({ storage, call: async (_, { method } = {}) => (method === 'POST' ? posted.promise : detail({ messages: [message('m-1', 'k-1')], total_messages: 1 })) });
  const restored = outbox.restore();
  const thread = open();
  await turn();
  asked.keep();
  await restored;
  await turn();
  posted.keep({ data: {} });
  await turn();
  assert.deepEqual(thread.state.value.messages.map(({ id, state }) => [id, state]), [['m-1', 'received']]);
  assert.deepEqual([outbox.entries.value, await keys('')], [[], []]);
});

test('a ticket that was never loaded takes no message that the desk would refuse', async () => {
  const { connection, outbox, open } = client({ side: 'user', call: () => Promise.reject(new Unreachable()) });
  connection.line.set('connecting');
  const thread = open({ ...TICKET, number: 'SMI-1' });
  await turn();
  await assert.rejects(thread.send('Is my money gone?'), Unreachable);
  assert.deepEqual(outbox.entries.value, []);
  thread.close();
});
