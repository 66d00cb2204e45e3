// What becomes of an entry when nothing goes well, with a desk, a store and a clock of the test's own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { MemoryStorage, Refused, Unreachable } from '../dist/index.js';
import { Outbox } from '../dist/outbox.js';

const HOUR = 3_600_000;
const WORDS = { thread: 'T-1', path: '/support/ticket/add-message', body: { message: 'Hello' }, text: 'Hello', internal: false };

/** Answers every call with the next of `fates`, and with the last one from then on. */
class Desk {
  calls = [];
  constructor(...fates) {
    this.fates = fates;
  }
  async call(path, { key }) {
    this.calls.push(key);
    const fate = this.fates.length > 1 ? this.fates.shift() : this.fates[0];
    if (fate instanceof Error) throw fate;
    return fate;
  }
}

const turn = () => new Promise((done) => setImmediate(done));

/** In steps, for a timer that fires may set the next one. */
async function pass(ms) {
  for (let left = ms; left > 0; left -= 10_000) {
    mock.timers.tick(Math.min(left, 10_000));
    await turn();
  }
}

beforeEach(() => mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.parse('2026-01-02T08:00:00Z') }));
afterEach(() => mock.timers.reset());

test('an entry whose key the desk may have forgotten is left to a person, also in a page that slept', async () => {
  const desk = new Desk(new Unreachable(), { ok: true });
  const outbox = new Outbox(desk, new MemoryStorage(), 'user/1');
  await outbox.add(WORDS);
  await turn();
  mock.timers.setTime(Date.now() + 24 * HOUR);
  await pass(20_000);
  assert.equal(desk.calls.length, 1);
  assert.deepEqual(outbox.entries.value.map(({ state, problem }) => [state, problem]), [['failed', 'Not sent for a day']]);
});

test('a retry does not make a key younger, and one that a person makes of an old one does', async () => {
  const desk = new Desk(new Refused(400, 'TICKET_NOT_OPEN', 'It is closed'), new Unreachable());
  const outbox = new Outbox(desk, new MemoryStorage(), 'user/1');
  const { clientId } = await outbox.add(WORDS);
  await turn();
  mock.timers.setTime(Date.now() + 22 * HOUR);
  await outbox.retry(clientId);
  await turn();
  assert.equal(outbox.entries.value[0].state, 'waiting');
  mock.timers.setTime(Date.now() + 2 * HOUR);
  await pass(20_000);
  assert.equal(outbox.entries.value[0].problem, 'Not sent for a day');
  const before = desk.calls.length;
  await outbox.retry(clientId);
  await turn();
  assert.equal(desk.calls.length, before + 1);
  assert.deepEqual(new Set(desk.calls), new Set([clientId]));
  assert.equal(outbox.entries.value[0].state, 'waiting');
});

test('what can not be stored is neither shown nor sent', async () => {
  const desk = new Desk({ ok: true });
  const full = new MemoryStorage();
  full.set = () => Promise.reject(new Error('The quota is used up'));
  const outbox = new Outbox(desk, full, 'user/1');
  await assert.rejects(outbox.add(WORDS), /quota/);
  await assert.rejects(outbox.post(WORDS), /quota/);
  await turn();
  assert.deepEqual(outbox.entries.value, []);
  assert.deepEqual(desk.calls, []);
});

test('nothing is sent before it is stored, also behind what is on its way', async () => {
  const desk = new Desk(new Unreachable(), { ok: true });
  const storage = new MemoryStorage();
  const outbox = new Outbox(desk, storage, 'user/1');
  await outbox.add(WORDS);
  storage.set = () => new Promise((_, fail) => setTimeout(() => fail(new Error('The quota is used up')), 5_000));
  const second = assert.rejects(outbox.add(WORDS), /quota/);
  await pass(20_000);
  await second;
  assert.equal(new Set(desk.calls).size, 1);
  assert.deepEqual(outbox.entries.value, []);
});

test('what was unsent when the app was stopped is sent when it is started again, once', async () => {
  const desk = new Desk(new Unreachable(), { ok: true });
  const storage = new MemoryStorage();
  const outbox = new Outbox(desk, storage, 'user/1');
  await outbox.add(WORDS);
  await turn();
  outbox.stop();
  await pass(60_000);
  assert.equal(desk.calls.length, 1);
  await outbox.restore();
  await pass(20_000);
  assert.equal(desk.calls.length, 2);
  assert.deepEqual(outbox.entries.value, []);
  assert.deepEqual(await storage.keys(''), []);
});

test('two hundred wait, and the next one is refused', async () => {
  const outbox = new Outbox(new Desk(new Unreachable()), new MemoryStorage(), 'user/1');
  for (let i = 0; i < 200; i++) await outbox.add({ ...WORDS, thread: `T-${i % 7}` });
  await assert.rejects(outbox.add(WORDS), /Too many/);
  assert.equal(outbox.entries.value.length, 200);
});
