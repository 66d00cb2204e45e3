// When a list is asked for again, by a clock of the test's own.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Live, Observable, Refused, Unreachable } from '../dist/index.js';

const turn = () => new Promise((done) => setImmediate(done));

async function pass(ms) {
  for (let left = ms; left > 0; left -= 100) {
    mock.timers.tick(Math.min(left, 100));
    await turn();
  }
}

const heard = new Map();
const connection = { line: new Observable('online'), on: (event, tell) => (heard.set(event, tell), () => heard.delete(event)) };

/** Answers each question with the next of `fates`, and with the last one from then on. */
function list(fates, pace) {
  const asked = [];
  const live = new Live(connection, ['changed'], async () => {
    asked.push(Date.now());
    const fate = fates.length > 1 ? fates.shift() : fates[0];
    if (fate instanceof Error) throw fate;
    return fate;
  }, pace);
  return { live, asked };
}

beforeEach(() => mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.parse('2026-01-02T08:00:00Z') }));
afterEach(() => mock.timers.reset());

test('two hundred events a second are two or three questions', async () => {
  const { live, asked } = list(['value']);
  for (let n = 0; n < 600; n++) {
    heard.get('changed')();
    mock.timers.tick(5);
    await turn();
  }
  await pass(1_000);
  live.stop();
  assert.ok(asked.length >= 7 && asked.length <= 9, `${asked.length} in three seconds`);
});

test('a line that is away is tried again by itself, and a no is not', async () => {
  const { live, asked } = list([new Unreachable(), new Refused(403, 'FORBIDDEN', 'Admins only')]);
  await pass(500);
  assert.deepEqual([asked.length, live.state.value.phase, live.state.value.refusal], [1, 'failed', null]);
  await pass(3_500);
  assert.deepEqual([asked.length, live.state.value.refusal.code], [2, 'FORBIDDEN']);
  await pass(60_000);
  assert.equal(asked.length, 2);
  heard.get('changed')();
  await pass(500);
  assert.equal(asked.length, 3);
  live.stop();
});

test('what nobody is told of is seen all the same, within half a minute', async () => {
  const { live, asked } = list(['old', 'new'], { quiet: 30_000 });
  await pass(29_000);
  assert.equal(asked.length, 1);
  await pass(2_000);
  assert.deepEqual([asked.length, live.state.value.value], [2, 'new']);
  live.stop();
  await pass(120_000);
  assert.equal(asked.length, 2);
});
