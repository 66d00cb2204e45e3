// What a person sees while their line is cut again and again: each message once, in the desk's order, none lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Line } from './line.mjs';
import { client, person, rest, until, url, words } from './people.mjs';

const CUTS = Number(process.env.CUTS ?? 500);
const PAIRS = 12;
const lines = [];
const clients = [];
let broken = 0;

before(async () => {
  for (let i = 0; i < PAIRS * 2; i++) lines.push(await Line.to(url));
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
