// A ticket's whole life in browsers: two phones of one user, a guest in registration, and the desk, each page from an
// origin of its own, each doing what the documents tell it to do.
import assert from 'node:assert/strict';
import { after, before, test as chapter } from 'node:test';
import { chromium, devices } from 'playwright-core';
import { servePages } from './page-server.mjs';
import { device, somebody, text, token } from './people.mjs';
import { WatchedPage } from './watched-page.mjs';

const api = process.env.SUPPORT_URL;
const [app, dashboard] = [process.env.APP_ORIGIN, process.env.DASHBOARD_ORIGIN];
const user = somebody({ phone_number: process.env.PHONE, role: 'user' });
const e164 = `+234${process.env.PHONE.slice(1)}`;
const agent = somebody({ role: 'admin' });
const guest = JSON.parse(process.env.GUEST);
const opened = [];
let server, browser, phone, tablet, desk, number;

before(async () => {
  server = await servePages();
  const { port } = server.address();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--host-resolver-rules=${[app, dashboard].map((origin) => `MAP ${new URL(origin).host}:80 127.0.0.1:${port}`).join(',')}`,
    ],
  });
});

after(async () => {
  if (broken) opened.forEach((page) => page.tellAll());
  await browser?.close();
  server?.close();
});

// The chapters build on one another: after one that failed, the rest would only say so again.
let broken = false;
const test = (title, tell) =>
  chapter(title, async (context) => {
    if (broken) return context.skip('an earlier chapter failed');
    broken = true;
    await tell();
    broken = false;
  });

async function open(name, address, session, options) {
  const page = await WatchedPage.open(browser, { name, address, session: { api, ...session }, ...options });
  opened.push(page);
  return page;
}

const openPhone = (name, options, session) => open(name, `${app}/phone.html`, { ...user, phone: user.phone_number, device: device(), ...session }, options);

test('two phones and the desk connect with the tokens of the existing signer', async () => {
  phone = await openPhone('phone', devices['Pixel 7']);
  tablet = await openPhone('tablet', devices['Galaxy Tab S4'], { clientIds: true });
  desk = await open('desk', `${dashboard}/desk.html`, agent, { viewport: { width: 1280, height: 900 } });
  await desk.shows('#state', 'Connected');
  await phone.shows('h1', 'Help & Support');
  for (const page of [phone, tablet]) {
    await page.page.waitForFunction(() => globalThis.socket?.connected);
    assert.ok(page.lines.includes('Connected to support chat'), page.lines.join('\n'));
  }
});

test('a ticket is opened on the phone and announced at the desk', async () => {
  // Other tests open tickets meanwhile.
  await desk.fill('[name=search]', user.email);
  await desk.click('#filter button');
  await phone.click('#new');
  await phone.fill('[name=subject]', text('My transfer is stuck'));
  await phone.fill('[name=description]', text('₦50,000 left my wallet an hour ago.'));
  await phone.page.selectOption('[name=support_type]', 'TRANSACTION_ISSUE');
  await phone.fill('[name=related_transaction_id]', 'tx-77');
  await phone.click('#form button');
  await phone.shows('#header', 'Waiting for support');
  number = (await phone.texts('#subject'))[0].match(/SMI-\d{4}-\d{6,}/)[0];
  await desk.shows('#news', number);
  await desk.click(`tr:has-text("${number}")`);
  await desk.shows('#title', number);
  await desk.shows('dd.contact', e164);
  await desk.shows('dd.device', 'ANDROID Pixel 7');
  await desk.shows('dd.account', user.email);
  await tablet.click('#refresh');
  await tablet.shows('.card', 'Waiting for support');
});

test('the desk takes it, notes and answers; both phones hear the answer, nobody the note', async () => {
  await desk.click('#mine');
  await desk.shows('dd.agent', agent.email);
  await desk.shows('#news', `${number} assigned to`);
  await desk.click('#high');
  await desk.shows('#history .priority', 'medium → high');
  await reply('Bank was slow, ask for the daily limit', { note: true });
  await reply('Hi John, it arrives today.');
  await phone.shows('.bubble:not(.mine)', 'Hi John, it arrives today.');
  await phone.shows('#header', 'Being handled');
  await tablet.shows('#push', 'New reply on your ticket: Hi John, it arrives today.');
  await tablet.shows('.card', 'Being handled');
  await desk.shows(`tr:has-text("${number}") .status`, 'in progress');
});

test('what one phone has read is read on the other', async () => {
  await phone.click('#back');
  await tablet.hides('.unread');
  await reply('It is with the bank now.');
  await tablet.shows('.unread', 'new');
  await phone.shows('.unread', 'new');
  await phone.click('.card');
  await phone.shows('.bubble:not(.mine)', 'It is with the bank now.');
  await tablet.hides('.unread');
});

test('typing shows on the other side, and ends', async () => {
  // As a person types: within a second of what was typed before, nobody is told anew.
  await desk.page.locator('#answer textarea').pressSequentially('One moment', { delay: 250 });
  await phone.shows('#typing', 'Support is typing...');
  await desk.page.locator('#answer textarea').blur();
  await phone.hides('#typing');
  await phone.page.locator('#say input').pressSequentially('Tha');
  await desk.shows('#typing', `${user.sub.slice(0, 8)} is typing`);
  await desk.hides('#typing');
});

test('a message stands there at once, is confirmed, and comes to every other screen once', async () => {
  await say(phone, 'Thank you, I look at it.');
  await desk.shows('#news', `${number}: `);
  await tablet.shows('.preview', 'Thank you, I look at it.');
  await tablet.click('.card');
  await tablet.shows('.bubble', 'Thank you, I look at it.');
  await say(tablet, 'And this is from my tablet.');
  await phone.shows('.bubble.mine', 'And this is from my tablet.');
  await desk.shows('#messages', 'And this is from my tablet.');
});

test('a phone that was away gets what it missed, and its retry is stored once', async () => {
  await phone.provoking(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/, async () => {
    await phone.context.setOffline(true);
    await phone.page.evaluate(() => globalThis.socket.io.engine.close());
    await phone.fill('#say input', 'Said in the tunnel here');
    await phone.click('#say button');
    await phone.shows('#problem', 'No connection');
    await reply('Are you still with us?');
    await phone.context.setOffline(false);
    await phone.shows('.bubble:not(.mine)', 'Are you still with us?');
  });
  await phone.click('.retry');
  await desk.shows('#messages', 'Said in the tunnel here');
  await phone.hides('.waiting');
});

test('resolved, both phones ask for the rating, and it is given once', async () => {
  await desk.fill('#resolution', text('Arrived'));
  await desk.click('#resolve');
  await desk.shows('#state', 'Ticket resolved');
  await desk.shows('dd.resolver', agent.email);
  await phone.shows('#header', 'Resolved');
  await tablet.shows('#rating h2', 'How did we do?');
  await phone.fill('#feedback', text('Quick'));
  await phone.click('.star:nth-child(4)');
  await phone.shows('#thanks', 'Thank you for your feedback');
  await tablet.provoking(/status of 400/, async () => {
    await tablet.click('.star:nth-child(1)');
    await tablet.shows('#thanks', 'Ticket already rated');
  });
  await phone.provoking(/status of 400/, async () => {
    await phone.fill('#say input', 'One more thing, please');
    await phone.click('#say button');
    await phone.shows('#problem', 'Cannot add messages to a closed or resolved ticket');
  });
  await phone.click('#back');
  await phone.shows('.rated', '★★★★');
  await desk.click('#filter button');
  await desk.shows(`tr:has-text("${number}") .rating`, '★★★★');
  await desk.fill('[name=search]', process.env.PHONE);
  await desk.click('#filter button');
  await desk.shows('.number', number);
});

test('everybody saw each message once, and the note nobody but the desk', async () => {
  const said = ['₦50,000 left', 'Hi John', 'It is with', 'Thank you, I', 'And this is', 'Said in the tunnel', 'Are you still'];
  await phone.click('.card');
  await phone.shows('.bubble', 'Are you still');
  for (const [page, selector] of [[phone, '.bubble'], [tablet, '.bubble'], [desk, '.message:not(.note)']]) {
    const shown = await page.texts(selector);
    assert.deepEqual(said.map((words) => shown.filter((each) => each.includes(words)).length), said.map(() => 1), shown.join('\n'));
    assert.equal(shown.length, said.length, shown.join('\n'));
  }
  for (const page of [phone, tablet]) assert.ok(!(await page.page.content()).includes('Bank was slow'));
  await desk.shows('.message.note', 'Bank was slow');
});

test('somebody stuck in registration is helped without a token', async () => {
  const session = { device: device(), email: guest.email, sessionId: guest.session_id };
  const page = await open('guest', `${app}/phone.html`, session, devices['iPhone SE']);
  await page.fill('[name=subject]', text('Stuck at the selfie'));
  await page.fill('[name=description]', text('The camera step never ends.'));
  await page.click('#form button');
  await page.shows('#header', 'Waiting for support');
  const [own] = (await page.texts('#subject'))[0].match(/SMI-\d{4}-\d{6,}/);
  await desk.shows('#news', `${own} `);
  await desk.fill('[name=search]', own);
  await desk.click('#filter button');
  await desk.click(`tr:has-text("${own}")`);
  await desk.shows('dd.account', 'no account');
  await desk.shows('dd.contact', guest.phone);
  await reply('Please try it by daylight.');
  await page.click('#check');
  await page.shows('.bubble:not(.mine)', 'Please try it by daylight.');
  await say(page, 'That worked, thanks a lot.');
  await desk.shows('#messages', 'That worked, thanks a lot.');
  await desk.click('#close');
  await desk.shows('#state', 'Ticket closed');
  await page.click('#check');
  await page.shows('#header', 'Closed');
});

test('what another system knows of a person stands at the desk', async () => {
  const known = JSON.parse(process.env.KNOWN);
  const person = { sub: known.id, email: known.email, phone_number: known.phone };
  const page = await openPhone('known', devices['Pixel 7'], { ...person, token: token(person) });
  await page.click('#new');
  await page.fill('[name=subject]', text('Where is my card'));
  await page.fill('[name=description]', text('It was sent two weeks ago.'));
  await page.click('#form button');
  await page.shows('.bubble .sender', known.name);
  const [own] = (await page.texts('#subject'))[0].match(/SMI-\d{4}-\d{6,}/);
  await desk.fill('[name=search]', known.email);
  await desk.click('#filter button');
  await desk.click(`tr:has-text("${own}")`);
  await desk.shows('dd.account', `${known.name} ACTIVE`);
  await desk.shows('dd.wallet', '1,250.5');
  await desk.shows('dd.tier', 'GOLD');
  await desk.shows('dd.identity', 'approved');
});

test('a token that is no good is refused, once and with a reason', async () => {
  const page = await open('stranger', `${app}/phone.html`, { device: device() }, devices['Pixel 7']);
  const reasons = await page.page.evaluate(async (address) => {
    const { connect } = await import('/snippets.js');
    const refused = connect(address, 'nonsense');
    const heard = [];
    refused.on('connect_error', (error) => heard.push(`${error.message} ${error.data?.code}`));
    await new Promise((enough) => setTimeout(enough, 1500));
    return heard;
  }, `${api.replace('http', 'ws')}/support`);
  assert.deepEqual(reasons, ['Unauthorized UNAUTHENTICATED']);
  assert.deepEqual(page.lines.filter((line) => line.startsWith('Connection failed')), ['Connection failed: Unauthorized']);
});

test('no page has anything to complain about', async () => {
  assert.ok(opened.length >= 6);
  for (const page of opened) page.nothingToComplainAbout();
});

async function reply(words, { note = false } = {}) {
  await desk.fill('#answer textarea', words);
  await desk.page.locator('#answer [type=checkbox]').setChecked(note);
  await desk.click('#answer button');
  await desk.shows('.message', words);
}

// The bubble stands there before the answer does.
async function say(page, words) {
  await page.fill('#say input', words);
  await page.click('#say button');
  await page.shows('.bubble.mine', words);
  await page.hides('.waiting');
}
