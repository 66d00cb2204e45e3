// Prints how large and how fast the pages are, on a stack that runs:
//   SUPPORT_URL=http://127.0.0.1:8080 CHROMIUM=/usr/bin/chromium node browser/measure.mjs
import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';

const at = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';
const messages = Number(process.env.MESSAGES ?? 5_000);
const slower = 4;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const tolu = `Tolu ${randomUUID().slice(0, 8)}`;
const ada = `Ada ${randomUUID().slice(0, 8)}`;

const local = async (name, role) => (await (await fetch(`${at}/local/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, role }) })).json()).token;

async function post(token, path, body) {
  const answer = await fetch(`${at}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'x-device-id': 'measure-device', 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: answer.status, ...(await answer.json()) };
}

async function throttled(path) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Performance.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const begun = performance.now();
  await page.goto(at + path);
  return { page, devtools, begun, bytes: () => bytes };
}

const busy = async (devtools) => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
const show = (what, figure) => console.log(`${what.padEnd(62)} ${figure}`);

const user = await local(tolu, 'user');
const agent = await local(ada, 'admin');
const { data } = await post(user, '/support/chat/send', { message: 'The first of many' });
const id = data.conversation.id;

for (const [name, path, useful] of [['desk', `/desk?as=${ada}`, '.line'], ['phone', `/phone?as=${tolu}`, '.tile']]) {
  const taken = [];
  let bytes;
  for (let i = 0; i < 5; i++) {
    const { page, begun, bytes: count } = await throttled(path);
    await page.locator(useful).first().waitFor();
    taken.push(performance.now() - begun);
    bytes = count();
    await page.context().close();
  }
  taken.sort((one, other) => one - other);
  show(`${name}: first useful view, processor ${slower} times slower, median of 5`, `${Math.round(taken[2])} ms, ${(bytes / 1024).toFixed(0)} KB over the line`);
}

let next = 0;
await Promise.all(Array.from({ length: 32 }, async () => {
  while (next++ < messages - 1) await post(user, '/support/chat/send', { conversation_id: id, message: `Message ${next}: ₦50,000 left my wallet an hour ago, and nobody has told me where it went.` });
}));

{
  const { page, devtools } = await throttled(`/desk?as=${ada}&open=chat.${id}`);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.locator('.bubble').first().waitFor();
  while (await page.locator('.day button').count()) {
    await page.locator('.messages').evaluate((list) => (list.scrollTop = 0));
    await page.waitForTimeout(150);
  }
  await page.evaluate(() => {
    globalThis.long = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.long.push(Math.round(entry.duration)))).observe({ type: 'longtask' });
  });
  const rows = await page.locator('.message').count();
  await page.locator('.messages').evaluate(async (list) => {
    for (let top = 0; top < list.scrollHeight; top += list.clientHeight * 2) {
      list.scrollTop = top;
      await new Promise(requestAnimationFrame);
    }
  });
  const long = await page.evaluate(() => globalThis.long);
  show(`desk: longest task while ${rows} messages are scrolled through`, `${Math.max(0, ...long)} ms`);
  await page.context().close();
}

{
  const { page, devtools } = await throttled(`/desk?as=${ada}`);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await page.locator('.line').first().waitFor();
  const chats = await Promise.all(Array.from({ length: 8 }, async () => (await post(user, '/support/chat/send', { message: 'Another' })).data.conversation.id));
  const before = await busy(devtools);
  const begun = performance.now();
  let sent = 0;
  await Promise.all(chats.map(async (chat) => {
    while (performance.now() - begun < 10_000) {
      const due = ((performance.now() - begun) / 1000) * 200;
      if (sent >= due) await new Promise((soon) => setTimeout(soon, 2));
      else {
        sent++;
        await post(user, '/support/chat/send', { conversation_id: chat, message: 'Once more' });
      }
    }
  }));
  const seconds = (performance.now() - begun) / 1000;
  show(`desk: main thread busy at ${Math.round(sent / seconds)} events a second`, `${Math.round((100 * ((await busy(devtools)) - before)) / seconds)} %`);
}

await browser.close();
