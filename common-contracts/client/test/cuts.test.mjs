// What a person sees while their line is cut again and again: each message once, in the desk's order, none lost; and
// when the line is whole, who has the chat and how it stands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Line } from './line.mjs';
import { client, person, rest, until, url, words } from './people.mjs';

const CUTS = Number(process.env.CUTS ?? 500);
const PAIRS = Number(process.env.PAIRS ?? 12);
const GROUPS = Number(process.env.GROUPS ?? 8);
const lines = [];
const clients = [];
let broken = 0;

before(async () => {
  for (let i = 0; i < Math.max(PAIRS * 2, GROUPS * 3); i++) lines.push(await Line.to(url));
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

// Every picture that is shown continues the one before: what has its place keeps it, and nothing stands there twice.
function watch(thread, name, faults) {
  let before = [];
  return thread.state.subscribe(({ messages }) => {
    const ids = messages.filter((message) => message.id).map((message) => message.id);
    if (new Set(ids).size !== ids.length) faults.push(`${name}: shown twice`);
    const own = messages.map((message) => message.clientId).filter(Boolean);
    if (new Set(own).size !== own.length) faults.push(`${name}: an own message shown twice`);
    if (before.some((id, place) => ids[place] !== id)) faults.push(`${name}: out of order`);
    before = ids;
  });
}

test(`${CUTS} cuts: no message is lost, shown twice or out of order`, { timeout: 240_000 }, async (context) => {
  const faults = [];
  const pairs = await Promise.all(
    Array.from({ length: PAIRS }, async (_, i) => {
      const user = person('user', 'Phone');
      const agent = person('admin', 'Agent');
      const [phone, desk] = [begin(user, lines[2 * i]), begin(agent, lines[2 * i + 1])];
      await Promise.all([phone.start(), desk.start()]);
      const ref = await phone.startChat(words('Is my money gone?'));
      await desk.desk.claim(ref.id);
      const [mine, theirs] = [phone.open(ref), desk.open(ref)];
      watch(mine, `phone ${i}`, faults);
      watch(theirs, `desk ${i}`, faults);
      await until('both are live', () => mine.state.value.live && theirs.state.value.live);
      return { user, agent, phone, desk, ref, mine, theirs, sent: [] };
    }),
  );
  lines.forEach((line) => line.begin());
  const talk = async ({ mine, theirs, phone, desk, sent }) => {
    for (let n = 0; cuts() < CUTS; n++) {
      // Nobody types faster than the line lets through: what waits stays short of the outbox's bound.
      await until('the outbox has room', () => cuts() >= CUTS || (phone.outbox.entries.value.length < 6 && desk.outbox.entries.value.length < 6), 60_000);
      const [question, answer] = [words(`question ${n}`), words(`answer ${n}`)];
      sent.push(question, answer);
      await Promise.all([mine.send(question), theirs.send(answer)]);
      await new Promise((soon) => setTimeout(soon, Math.random() * 30));
    }
  };
  await Promise.all(pairs.map(talk));
  lines.forEach((line) => line.mend());
  broken = cuts();

  for (const { agent, ref, mine, theirs, phone, desk, sent } of pairs) {
    await until('all is sent', () => !phone.outbox.entries.value.length && !desk.outbox.entries.value.length, 60_000);
    const truth = await rest(agent, 'GET', `/unified-admin/support/conversations/${ref.id}?limit=500`);
    assert.equal(truth.total_messages, sent.length + 1, 'each was stored once');
    assert.deepEqual(truth.messages.map((message) => message.message).slice(1).sort(), [...sent].sort());
    const ids = truth.messages.map((message) => message.id);
    for (const [name, thread] of Object.entries({ mine, theirs })) {
      const shown = () => thread.state.value.messages.map((message) => message.id);
      await until(`${name} is whole`, () => shown().length === ids.length, 30_000);
      assert.deepEqual(shown(), ids, `${name} is in the desk's order`);
    }
  }
  assert.deepEqual(faults, []);
  const said = pairs.reduce((sum, { sent }) => sum + sent.length, 0);
  context.diagnostic(`${broken} cuts, ${said} messages: 0 lost, 0 twice, 0 out of order`);
});

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
  clients.splice(0).forEach((each) => each.stop());
  const groups = await Promise.all(Array.from({ length: GROUPS }, (_, i) => group(lines.slice(3 * i, 3 * i + 3))));
  const began = cuts();
  const goesOn = () => cuts() - began < CUTS;
  lines.forEach((line) => line.begin());
  await Promise.all(groups.map((each) => passAround(each, goesOn)));
  lines.forEach((line) => line.mend());
  await Promise.all(groups.map(allIsTrue));
  context.diagnostic(`${cuts() - began} cuts among claims, statuses, typing and looking`);
});
