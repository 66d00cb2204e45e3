// Prints how large and how fast the pages are beside what they may be, on a stack that runs without rate limits and that
// signs for who sits at its machine; ends with 1 where something is missed. `deploy/web/measure` starts one for it.
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';

const at = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';
const messages = Number(process.env.MESSAGES ?? 5_000);
const slower = 4;
const rounds = 5;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const tolu = `Tolu ${randomUUID().slice(0, 8)}`;
const ada = `Ada ${randomUUID().slice(0, 8)}`;
let missed = 0;

function show(what, figure, unit, most) {
  const is = figure <= most;
  if (!is) missed++;
  console.log(`${what.padEnd(88)} ${String(figure).padStart(6)} ${unit.padEnd(3)} ${most === Infinity ? '' : `of ${most} ${unit}${is ? '' : '  MISSED'}`}`);
}

const local = async (name, role) => (await (await fetch(`${at}/local/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, role }) })).json()).token;

async function post(token, path, body) {
  const answer = await fetch(`${at}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'x-device-id': 'measure-device', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const read = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${read.message}`);
  return read;
}

async function open(path, { rate = 1 } = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Performance.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate });
  const own = new Set();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type }) => ['Document', 'Script', 'Stylesheet'].includes(type) && own.add(requestId));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => (bytes += own.has(requestId) ? encodedDataLength : 0));
  const begun = performance.now();
  await page.goto(at + path, { waitUntil: 'commit' });
  return { page, devtools, begun, kilobytes: () => Math.round(bytes / 102.4) / 10 };
}

const busy = async (devtools) => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;

const user = await local(tolu, 'user');
const { data } = await post(user, '/support/chat/send', { message: 'The first of many' });
const id = data.conversation.id;

// The first round of each warms the browser: each has a context of its own. The stack is warm once it has worked for a while.
async function firstViews(stack) {
  for (const [name, path, useful, most] of [['desk', `/desk?as=${ada}`, '.line', 150], ['phone', `/phone?as=${tolu}`, '.tile', Infinity]]) {
    const taken = [];
    let size;
    for (let i = 0; i <= rounds; i++) {
      const { page, begun, kilobytes } = await open(path, { rate: slower });
      await page.locator(useful).first().waitFor();
      if (i > 0) taken.push(performance.now() - begun);
      size = kilobytes();
      await page.context().close();
    }
    taken.sort((one, other) => one - other);
    show(`${name}: page, scripts and styles over the line, gzipped`, size, 'KB', most);
    show(`${name}: first useful view, processor ${slower} times slower, ${stack}, median of ${rounds}`, Math.round(taken[Math.floor(rounds / 2)]), 'ms', 1_000);
  }
}

await firstViews('stack just started');

let next = 0;
await Promise.all(Array.from({ length: 32 }, async () => {
  while (next++ < messages - 1) await post(user, '/support/chat/send', { conversation_id: id, message: `Message ${next}: ₦50,000 left my wallet an hour ago, and nobody has told me where it went.` });
}));
await firstViews('stack warm');

{
  const { page } = await open(`/desk?as=${ada}&open=chat.${id}`);
  await page.locator('.bubble').first().waitFor();
  await page.evaluate(() => {
    globalThis.long = [0];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.long.push(Math.round(entry.duration)))).observe({ type: 'longtask' });
  });
  const longest = () => page.evaluate(() => Math.max(...globalThis.long.splice(0, Infinity, 0)));
  // Upwards, as whoever reads it does, until the first is there; then from end to end.
  while (await page.locator('.day button').count()) {
    await page.locator('.messages').evaluate((list) => (list.scrollTop = 0));
    await page.waitForTimeout(50);
  }
  show(`desk: longest task while ${messages} messages are loaded by scrolling`, await longest(), 'ms', 100);
  await page.locator('.messages').evaluate(async (list) => {
    for (const step of [1, -1]) {
      for (let n = 0; n < 600 && (step > 0 ? list.scrollTop + list.clientHeight < list.scrollHeight - 1 || n === 0 : list.scrollTop > 0); n++) {
        list.scrollTop += step * list.clientHeight * 2;
        await new Promise(requestAnimationFrame);
      }
      if (step < 0) return;
      list.scrollTop = list.scrollHeight;
    }
  });
  show('desk: longest task while they are scrolled through', await longest(), 'ms', 100);
  await page.context().close();
}

{
  const chats = await Promise.all(Array.from({ length: 8 }, async () => (await post(user, '/support/chat/send', { message: 'Another' })).data.conversation.id));
  const { page, devtools } = await open(`/desk?as=${ada}&open=chat.${chats[0]}`);
  await page.locator('.line').first().waitFor();
  await page.locator('.bubble').first().waitFor();
  const seconds = 10;
  const wanted = 200;
  let heard = 0;
  devtools.on('Network.webSocketFrameReceived', ({ response }) => (heard += response.payloadData.includes('_updated') || response.payloadData.includes('new_message') ? 1 : 0));
  const before = await busy(devtools);
  const begun = performance.now();
  let sent = 0;
  await Promise.all(chats.flatMap((chat) => [chat, chat]).map(async (chat) => {
    for (;;) {
      const passed = (performance.now() - begun) / 1000;
      if (passed >= seconds) return;
      // What happens in the open chat is two events: of the room, and of the desk.
      if (heard >= passed * wanted || sent >= passed * wanted) await new Promise((soon) => setTimeout(soon, 2));
      else {
        sent++;
        await post(user, '/support/chat/send', { conversation_id: chat, message: 'Once more' });
      }
    }
  }));
  const took = (performance.now() - begun) / 1000;
  show(`desk: main thread busy at ${Math.round(heard / took)} events a second`, Math.round((100 * ((await busy(devtools)) - before)) / took), '%', 50);
  if (heard / took < wanted * 0.9) {
    missed++;
    console.log(`only ${Math.round(heard / took)} events a second came: this machine is too busy to say it`);
  }
  await page.context().close();
}

await browser.close();
process.exitCode = missed ? 1 : 0;
