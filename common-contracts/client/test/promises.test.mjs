// What the README of this package promises, on a line that is whole or away.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { MemoryStorage, Unreachable } from '../dist/index.js';
import { client, person, rest, until, words } from './people.mjs';

const clients = [];
after(() => clients.forEach((each) => each.stop()));

async function begin(who, options) {
  const support = client(who, options);
  clients.push(support);
  await support.start();
  return support;
}

const live = (thread) => until('live', () => thread.state.value.live);
const last = (thread) => thread.state.value.messages.at(-1);

test('a message stands there at once, and is known when the desk brings it', async () => {
  const phone = await begin(person('user'));
  const thread = phone.open(await phone.startChat(words('Hello')));
  await live(thread);
  const states = [];
  thread.state.subscribe(({ messages }) => messages[1] && states.at(-1) !== messages[1].state && states.push(messages[1].state));
  await thread.send(words('Are you there?'));
  await until('received', () => last(thread).state === 'received');
  assert.equal(states[0], 'sending');
  assert.equal(thread.state.value.messages.length, 2);
});

test('an answer that is lost is not a message that is sent twice', async () => {
  const user = person('user');
  let lose = 0;
  const losing = async (address, request) => {
    const answer = await fetch(address, request);
    if (request.method === 'POST' && lose-- > 0) throw new TypeError('the answer is lost');
    return answer;
  };
  const phone = await begin(user, { fetch: losing });
  const ref = await phone.startChat(words('Hello'));
  const thread = phone.open(ref);
  await live(thread);
  lose = 2;
  await thread.send(words('Once, please'));
  await until('received', () => last(thread).state === 'received' && !phone.outbox.entries.value.length);
  const { conversation } = await rest(user, 'GET', `/support/conversations/${ref.id}`);
  assert.equal(conversation.total_messages, 2);
});

test('what was not sent when the app ended is sent when it starts again, once, also by two at once', async () => {
  const user = person('user');
  const storage = new MemoryStorage();
  let away = false;
  const patchy = (address, request) => (away && request.method === 'POST' ? Promise.reject(new TypeError('away')) : fetch(address, request));
  const before = await begin(user, { storage, fetch: patchy });
  const ref = await before.startChat(words('Hello'));
  const thread = before.open(ref);
  await live(thread);
  away = true;
  await thread.send(words('one'));
  await thread.send(words('two'));
  await until('waiting', () => before.outbox.entries.value.some((entry) => entry.state === 'waiting'));
  before.stop();

  const [tab, other] = await Promise.all([begin(user, { storage }), begin(user, { storage })]);
  await until('sent', () => !tab.outbox.entries.value.some((entry) => entry.state !== 'sent') && !other.outbox.entries.value.some((entry) => entry.state !== 'sent'));
  const { conversation } = await rest(user, 'GET', `/support/conversations/${ref.id}`);
  assert.deepEqual(conversation.messages.map(({ message }) => message.split(' (')[0]), ['Hello', 'one', 'two']);
  assert.deepEqual(await storage.keys(''), []);
});

test('what the desk refuses is kept with its reason, and lets the next one through', async () => {
  const phone = await begin(person('user'));
  const thread = phone.open(await phone.startChat(words('Hello')));
  await live(thread);
  await thread.send('x'.repeat(5_001));
  await thread.send(words('This one is short'));
  await until('the short one is there', () => thread.state.value.messages[1]?.state === 'received');
  const failed = last(thread);
  assert.equal(failed.state, 'failed');
  assert.match(failed.problem, /5000|5,000|characters|long/i);
  await thread.discard(failed.clientId);
  await until('gone', () => thread.state.value.messages.length === 2);
});

test('a token that ends is renewed, and the connection goes on', async () => {
  const user = person('user');
  const phone = await begin(user, { seconds: 8 });
  let cuts = 0;
  phone.connection.line.subscribe((line) => line === 'connecting' && cuts++);
  const thread = phone.open(await phone.startChat(words('Hello')));
  await live(thread);
  const before = cuts;
  await new Promise((longer) => setTimeout(longer, 9_000));
  await thread.send(words('Still connected'));
  await until('received', () => last(thread).state === 'received');
  assert.equal(cuts, before, 'without a cut');
});

test('the badge is true on every device', async () => {
  const [user, agent] = [person('user'), person('admin')];
  const [phone, tablet, desk] = [await begin(user), await begin(user), await begin(agent)];
  const ref = await phone.startChat(words('Hello'));
  const lists = [phone.inbox(), tablet.inbox()];
  const unread = (list) => list.state.value.value?.find((entry) => entry.ref.id === ref.id)?.unread;
  const theirs = desk.open(ref);
  await live(theirs);
  await theirs.send(words('Hello to you'));
  for (const list of lists) await until('unread', () => unread(list) === true);
  const thread = phone.open(ref);
  await live(thread);
  thread.markRead();
  for (const list of lists) await until('read', () => unread(list) === false);
  lists.forEach((list) => list.stop());
});

test('a guest opens a ticket and reads the answer without a token', async () => {
  const agent = person('admin');
  const guest = person('user');
  const phone = await begin(guest, { token: undefined });
  const ref = await phone.openTicket({ subject: words('Stuck at the selfie'), description: words('The camera step never ends.'), email: guest.email });
  const thread = phone.open(ref);
  await until('ready', () => thread.state.value.phase === 'ready');
  const desk = await begin(agent);
  const theirs = desk.open({ kind: 'ticket', id: ref.id, number: ref.number });
  await live(theirs);
  await theirs.send(words('Please try it by daylight.'));
  await until('answered', () => last(theirs).state === 'received');
  thread.close();
  const again = phone.open(ref);
  await until('read', () => again.state.value.messages.length === 2);
  await again.send(words('That worked, thanks a lot.'));
  await until('sent', () => last(again).state === 'received' && again.state.value.messages.length === 3);
});

test('whoever is away is told so, and no call hangs', async () => {
  const phone = client(person('user'), { at: 'http://127.0.0.1:1' });
  clients.push(phone);
  await assert.rejects(phone.rate({ number: 'SMI-2026-000001' }, 5), Unreachable);
});
