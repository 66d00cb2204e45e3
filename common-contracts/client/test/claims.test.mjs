// What is true when the line is whole again, however often it was cut: who has the chat, how it stands, who looks, who
// types.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Line } from './line.mjs';
import { client, person, rest, until, url, words } from './people.mjs';

const CUTS = Number(process.env.CUTS ?? 500);
const GROUPS = 8;
const lines = [];
const clients = [];

before(async () => {
  for (let i = 0; i < GROUPS * 3; i++) lines.push(await Line.to(url));
});

after(() => {
  clients.forEach((each) => each.stop());
  lines.forEach((line) => line.close());
});

const cuts = () => lines.reduce((sum, line) => sum + line.cuts, 0);

function begin(who, line) {
  const support = client(who, { at: line.url });
  clients.push(support);
  return support;
}

// One chat with two agents, on lines of their own.
async function group(lines) {
  const [user, ada, ben] = [person('user', 'Phone'), person('admin', 'Ada'), person('admin', 'Ben')];
  const [phone, first, second] = [begin(user, lines[0]), begin(ada, lines[1]), begin(ben, lines[2])];
  await Promise.all([phone, first, second].map((each) => each.start()));
  const ref = await phone.startChat(words('Who are you?'));
  // Ben is known to the desk once his token was seen.
  await rest(ben, 'GET', '/unified-admin/support/agents');
  const threads = [phone.open(ref), first.open(ref), second.open(ref)];
  const [mine, adas, bens] = threads;
  adas.look();
  bens.look();
  await until('all are live', () => threads.every((thread) => thread.state.value.live));
  await first.desk.claim(ref.id);
  await first.desk.createTicket(ref.id, { subject: words('A lost transfer'), description: words('Ask the bank where it is.') });
  return { user, ada, ben, phone, first, second, ref, threads, mine, adas, bens };
}

async function passAround({ ada, ben, phone, first, second, ref, threads, mine }, goesOn) {
  let holder = ada;
  for (let n = 0; goesOn(); n++) {
    for (const thread of threads) thread.keystroke();
    const [from, to] = holder === ada ? [first, second] : [second, first];
    const next = holder === ada ? ben : ada;
    await from.desk.handover(ref.id, next.sub).catch(() => undefined);
    const pending = (await rest(ada, 'GET', `/unified-admin/support/conversations/${ref.id}`)).handovers.find((each) => each.status === 'pending');
    if (pending) await to.desk.respond(pending.id, n % 3 ? 'accepted' : 'rejected').catch(() => undefined);
    holder = (await rest(ada, 'GET', `/unified-admin/support/conversations/${ref.id}`)).assigned_to === ada.sub ? ada : ben;
    await first.desk.setStatus(ref.id, n % 2 ? 'in_progress' : 'waiting_user').catch(() => undefined);
    if (phone.outbox.entries.value.length < 6) await mine.send(words(`still here ${n}`));
  }
  await first.desk.setStatus(ref.id, 'escalated').catch(() => undefined);
}

async function allIsTrue({ user, ada, ben, phone, ref, threads, mine, adas, bens }) {
  await until('all is sent', () => !phone.outbox.entries.value.length, 60_000);
  // The last one may have moved the ticket, or the call before may have been cut.
  await rest(ada, 'PUT', `/unified-admin/support/${ref.id}/status`, { status: 'escalated' });
  const truth = await rest(ada, 'GET', `/unified-admin/support/conversations/${ref.id}`);
  for (const [name, thread] of Object.entries({ mine, adas, bens })) {
    await until(`${name} is true`, () => {
      const { chatStatus, ticket, assignedName, assignedTo } = thread.state.value;
      return chatStatus === truth.status && ticket?.status === 'escalated' && assignedName === truth.assigned_admin_name && (name === 'mine' || assignedTo === truth.assigned_to);
    }).catch((error) => assert.fail(`${error.message}: ${JSON.stringify({ ...thread.state.value, messages: [], detail: null })} for ${truth.status} ${truth.assigned_admin_name}`));
    await until(`${name} sees nobody type`, () => !thread.state.value.typing.length, 8_000);
  }
  await until('the agents see each other look', () => adas.state.value.looking.join() === ben.sub && bens.state.value.looking.join() === ada.sub);
  assert.deepEqual(mine.state.value.looking, [], 'that agents look is nothing for users');
  await until('typing shows', () => {
    mine.keystroke();
    return adas.state.value.typing.some((typist) => typist.userId === user.sub && !typist.isAdmin);
  });
  assert.deepEqual(mine.state.value.typing, [], 'nobody sees themselves type');
  threads.forEach((thread) => thread.close());
}

test(`${CUTS} cuts: who has a chat, its status and the ticket's stay true, who looks is seen, and nobody types for ever`, { timeout: 240_000 }, async (context) => {
  const groups = await Promise.all(Array.from({ length: GROUPS }, (_, i) => group(lines.slice(3 * i, 3 * i + 3))));
  const goesOn = () => cuts() < CUTS;
  lines.forEach((line) => line.begin());
  await Promise.all(groups.map((each) => passAround(each, goesOn)));
  lines.forEach((line) => line.mend());
  await Promise.all(groups.map(allIsTrue));
  context.diagnostic(`${cuts()} cuts among claims, statuses, typing and looking`);
});
