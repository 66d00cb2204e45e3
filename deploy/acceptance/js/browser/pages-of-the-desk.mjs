// The pages that the gateway serves: the life of a chat and of a ticket with two phones and two agents, on lines that
// are cut, in two tabs, over a reload in the middle of a send, by the keyboard alone; a guest, and somebody of whom
// everything is known; looked at by axe.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { after, before, test as chapter } from 'node:test';
import axe from 'axe-core';
import { chromium, devices } from 'playwright-core';
import { Network } from './network.mjs';
import { rest, somebody, text, token } from './people.mjs';
import { WatchedPage } from './watched-page.mjs';

const at = process.env.SUPPORT_URL;
const pictures = process.env.PICTURES;
const name = (first) => `${first} ${randomUUID().slice(0, 8)}`;
const [tolu, ada, ben] = [name('Tolu'), name('Ada'), name('Ben')];
const known = JSON.parse(process.env.KNOWN);
const guest = JSON.parse(process.env.GUEST);
const desktop = { viewport: { width: 1440, height: 900 } };
const narrow = { ...devices['Pixel 7'], viewport: { width: 320, height: 640 } };
const opened = [];
let browser, network, phone, tablet, first, second;

before(async () => {
  await mkdir(pictures, { recursive: true });
  network = await Network.to(at);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});

after(async () => {
  if (broken) {
    opened.forEach((page) => page.tellAll());
    await Promise.all(opened.map((page, i) => page.page.screenshot({ path: `${pictures}/broken-${i}-${page.name}.png` }).catch(() => undefined)));
  }
  await browser?.close();
  network?.close();
});

// The chapters build on one another: after one that failed, the rest would only say so again.
let broken = false;
const test = (title, tell) =>
  chapter(title, async (context) => {
    if (broken) return context.skip('an earlier chapter failed');
    broken = true;
    await tell(context);
    broken = false;
  });

async function open(title, path, { from = at, ...options } = {}) {
  const page = await WatchedPage.open(browser, { name: title, address: from + path, ...options });
  opened.push(page);
  return page;
}

const query = (parameters) => new URLSearchParams(parameters).toString();
const openPhone = (title, parameters = {}) => open(title, `/phone?${query({ as: tolu, ...parameters })}`, devices['Pixel 7']);
const openDesk = (title, who, parameters = {}, options = {}) => open(title, `/desk?${query({ as: who, view: 'chats', q: tolu, ...parameters })}`, { ...desktop, ...options });
const picture = (page, title) => page.page.screenshot({ path: `${pictures}/${title}.png` });

async function write(page, words) {
  await page.fill('.composer textarea', words);
  await page.page.keyboard.press('Enter');
}

async function sees(page, ...words) {
  for (const each of words) await page.shows('.bubble', each);
}

const line = (words) => `.line:has-text("${words}")`;
const isFocused = (page, selector) => page.page.locator(`${selector}:focus`).waitFor();
const count = (page, selector, words) => page.page.locator(selector, { hasText: words }).count();
const refuses = (message) => (route) => route.fulfill({ status: 400, json: { success: false, statusCode: 400, code: 'VALIDATION_FAILED', message } });

async function handOver(from, to) {
  await from.click('button:has-text("Hand over")');
  await from.page.locator('dialog select').selectOption(await from.page.locator(`dialog option:has-text("${to}")`).getAttribute('value'));
  await from.fill('dialog [name=reason]', 'You know the bank');
}

async function isClean(page, where) {
  await page.page.evaluate(axe.source);
  const { violations } = await page.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(grave.map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.any[0]?.message ?? ''}`).join(' | ')}`), []);
}

test('a chat begun on the phone is on the desk at once, and its answer on both phones', async () => {
  [phone, tablet, first, second] = await Promise.all([openPhone('phone'), openPhone('tablet'), openDesk('ada', ada, {}, { from: network.address }), openDesk('ben', ben)]);
  await phone.shows('h1', 'Help & Support');
  await phone.click('.actions .primary');
  await phone.fill('[name=message]', text(`Is my money gone? I am ${tolu}`));
  await phone.click('[type=submit]');
  await sees(phone, 'Is my money gone?');
  // Other tests open chats meanwhile: the desks search for this one by its words.
  await first.click(line(tolu));
  await sees(first, 'Is my money gone?');
  await second.click(line(tolu));
  await second.shows('.work h1', tolu);
  await second.shows('.others', `${ada} is looking`);
  await first.shows('.others', `${ben} is looking`);
  await first.click('button:has-text("Claim")');
  await first.shows('.work header', 'Yours');
  await phone.shows('#standing', ada);
  await first.page.locator('.composer textarea').pressSequentially('Hello', { delay: 60 });
  await phone.shows('.typing', 'Support is typing');
  await second.shows('.others', `${ada} is writing`);
  await first.fill('.composer textarea', text('Hello Tolu, I look for it.'));
  await first.click('.composer [type=submit]');
  await isFocused(first, '.composer textarea');
  await sees(phone, 'I look for it');
  await tablet.shows('.tile', 'I look for it');
  await second.shows('.why', `${ada} has this chat`);
});

test('a note is the team\'s, and a chat changes hands', async () => {
  await write(second, text('He has called before'));
  await first.shows('.message.note', 'He has called before');
  await handOver(first, ben);
  await first.click('dialog .primary');
  await first.shows('.ask', `Waiting for ${ben}`);
  await second.click('.ask button:has-text("Decline")');
  await first.hides('.ask');
  await handOver(first, ben);
  await picture(first, 'desk-hand-over');
  await first.click('dialog .primary');
  await second.shows('.ask', 'You know the bank');
  // What is half written as a note must not go out to the user because the chat is Ben's now.
  await second.fill('.composer textarea', text('Do not tell him yet'));
  await second.click('.ask .primary');
  await phone.shows('#standing', ben);
  await second.hides('.ask');
  await second.page.locator('[aria-label="What you write"] button:has-text("Reply"):not([disabled])').waitFor();
  await second.page.locator('.composer textarea').press('Enter');
  await second.shows('.message.note', 'Do not tell him yet');
  await second.click('[aria-label="What you write"] button:has-text("Reply")');
  await first.shows('.why', `${ben} has this chat`);
  await write(second, text('The bank has it, Tolu.'));
  await sees(phone, 'The bank has it');
});

test('what is half written is there again, and what looks like markup is only words', async () => {
  await second.fill('.composer textarea', text('<b>Look</b> at https://bank.example/statement <img src="/x" onerror="document.title=1">'));
  const chat = second.page.url();
  await second.click('nav button[aria-label="Tickets"]');
  await first.hides('.others');
  await second.click('nav button[aria-label^="Chats"]');
  await second.click(line(tolu));
  await second.page.locator('.composer textarea').press('Enter');
  await sees(phone, '<b>Look</b>');
  assert.equal(await phone.page.locator('.bubble a[href="https://bank.example/statement"]').getAttribute('rel'), 'noopener noreferrer nofollow');
  for (const page of [phone, second]) assert.equal(await page.page.locator('.bubble b, .bubble img').count(), 0);
  assert.equal(new URL(second.page.url()).searchParams.get('open'), new URL(chat).searchParams.get('open'));
});

test('a desk that is cut off goes on, and when it is back nothing is lost and nothing there twice', async () => {
  await first.provoking(/ERR_|WebSocket/, async () => {
    network.cut();
    await first.shows('.banner', 'No connection');
    await write(first, text('Noted while cut off'));
    await first.shows('.fate', 'Waiting for the line');
    await write(phone, text('Said while Ada was away'));
    await sees(second, 'Said while Ada was away');
    await write(second, text('It is on its way.'));
    await sees(phone, 'It is on its way');
    await picture(first, 'desk-cut');
    network.mend();
    await first.hides('.banner');
    await first.hides('.unsent');
  });
  await sees(first, 'Said while Ada was away', 'It is on its way');
  await second.shows('.message.note', 'Noted while cut off');
  await first.shows('.others', `${ben} is looking`);
  for (const desk of [first, second]) {
    for (const words of ['Noted while cut off', 'Said while Ada was away', 'It is on its way']) assert.equal(await count(desk, '.bubble', words), 1, words);
    // Nobody is told of a reply but who is in the room.
    await desk.shows(line(tolu), 'Answered');
  }
});

test('with the line cut both sides write on, and mended all is there once, in order', async () => {
  await phone.provoking(/ERR_|WebSocket|status of/, async () => {
    await phone.click('summary');
    await phone.click('.lab-small label:has-text("Cut the line")');
    await write(phone, text('Said in the tunnel'));
    await write(phone, text('And once more'));
    await phone.shows('.fate', 'Waiting for the line');
    await phone.shows('.banner', 'No connection');
    await picture(phone, 'phone-cut');
    await write(second, text('Are you still there?'));
    await sees(second, 'Are you still there?');
    await phone.click('.lab-small label:has-text("Cut the line")');
    await sees(phone, 'Are you still there?');
    await phone.hides('.unsent');
  });
  await sees(second, 'Said in the tunnel', 'And once more');
  await phone.click('.lab-small label:has-text("Lose the next answer")');
  await write(phone, text('Whose answer is lost'));
  await sees(second, 'Whose answer is lost');
  await phone.hides('.unsent');
  await phone.shows('summary', 'repaired');
  await phone.click('summary');
});

test('a reload in the middle of a send loses nothing, and two tabs show it once', async () => {
  let held = true;
  await phone.page.route('**/chat/send', async (route) => (held ? new Promise(() => undefined) : route.continue()));
  await phone.provoking(/ERR_ABORTED|ERR_FAILED/, async () => {
    await write(phone, text('Sent while it reloads'));
    await phone.shows('.unsent .bubble', 'Sent while it reloads');
    held = false;
    await phone.page.reload();
    await sees(phone, 'Sent while it reloads');
    await phone.hides('.unsent');
  });
  const tab = await phone.context.newPage();
  await tab.goto(phone.page.url());
  await tab.locator('.bubble', { hasText: 'Sent while it reloads' }).waitFor();
  assert.equal(await tab.locator('.bubble', { hasText: 'Sent while it reloads' }).count(), 1);
  await tab.close();
  await sees(second, 'Sent while it reloads');
});

test('everybody has seen the same messages in the same order, and the note nobody but the desk', async () => {
  await tablet.click('.tile');
  await sees(tablet, 'Sent while it reloads');
  await sees(first, 'Sent while it reloads');
  const shown = async (page, selector) => (await page.texts(selector)).map((words) => words.split(' (')[0]);
  const truth = await shown(second, '.message:not(.note) .bubble');
  assert.equal(new Set(truth).size, truth.length, truth.join('\n'));
  for (const [page, selector] of [[phone, '.bubble'], [tablet, '.bubble'], [first, '.message:not(.note) .bubble']]) assert.deepEqual(await shown(page, selector), truth);
  assert.ok(!(await phone.page.content()).includes('called before'));
  await picture(phone, 'phone-conversation');
  await isClean(phone, 'conversation on the phone');
});

test('a line that moves keeps the focus, keys walk the list, and the first reply claims', async () => {
  await tablet.click('[aria-label="Back to the list"]');
  await tablet.click('.actions .primary');
  await tablet.fill('[name=message]', text('Another thing: my card'));
  await tablet.click('[type=submit]');
  await sees(tablet, 'Another thing');
  await tablet.click('[aria-label="Back to the list"]');
  await first.shows(line('Another thing'), 'Nobody’s');
  await first.page.locator(line(ben)).focus();
  await tablet.click('.tile:not(:has-text("Another thing"))');
  await write(tablet, text('Has the first thing moved?'));
  await first.shows('.line:first-child', 'Has the first thing moved?');
  await isFocused(first, line(ben));
  const keys = first.page.keyboard;
  await keys.press('j');
  await sees(first, 'Another thing');
  await keys.press('k');
  await sees(first, 'Has the first thing moved?');
  await keys.press('j');
  await sees(first, 'Another thing');
  await keys.press('r');
  await isFocused(first, '.composer textarea');
  await keys.type(text('Which card is it?'));
  await keys.press('Enter');
  await first.shows('.work header', 'Yours');
  await first.shows(line('Which card is it?'), 'Answered');
  await tablet.shows('.bubble', 'Has the first thing moved?');
});

test('a ticket is made of the chat, resolved, and rated', async () => {
  await second.click('button:has-text("Make a ticket")');
  await second.fill('dialog [name=subject]', text('A lost transfer'));
  await second.fill('dialog [name=description]', text('Ask the bank where it is.'));
  // The first call between two services that have just started may meet its time limit: the page asks again.
  await second.provoking(/status of 503/, async () => {
    await second.click('dialog .primary');
    await second.shows('.work header', 'SMI-');
  });
  await phone.shows('#standing', 'SMI-');
  await second.page.locator('[aria-label=Status]').selectOption('resolved');
  await second.fill('dialog [name=notes]', text('It arrived'));
  await second.click('dialog .primary');
  await second.page.waitForFunction(() => document.querySelector('[aria-label=Status]').value === 'resolved' && !document.querySelector('dialog'));
  await second.click('button:has-text("Close chat")');
  await phone.shows('.rate', 'It arrived');
  await phone.click('.stars button:nth-child(4)');
  await picture(phone, 'phone-rating');
  await phone.page.route('**/rate', refuses('The desk is closed'), { times: 1 });
  await phone.provoking(/status of 400/, async () => {
    await phone.click('.rate .primary');
    await phone.shows('.rate [role=alert]', 'The desk is closed');
  });
  await phone.click('.rate .primary');
  await phone.shows('#thanks', 'Thank you');
  await picture(second, 'desk-conversation');
  await isClean(second, 'conversation at the desk');
});

test('a ticket is opened by its form, and answered by the keyboard alone', async () => {
  await tablet.click('[aria-label="Back to the list"]');
  await picture(tablet, 'phone-list');
  await isClean(tablet, 'list on the phone');
  await tablet.page.locator('.tile').nth(1).waitFor();
  assert.equal(await count(tablet, '.tile', ''), 2, 'a chat and the ticket that was made of it are one line');
  await tablet.click('.actions button:first-child');
  await tablet.fill('[name=subject]', text('My card was swallowed'));
  await tablet.fill('[name=description]', text('By the machine at the market.'));
  await tablet.page.locator('[name=support_type]').selectOption('CARD_ISSUE');
  await picture(tablet, 'phone-new-ticket');
  await isClean(tablet, 'form on the phone');
  await tablet.click('[type=submit]');
  await tablet.shows('#standing', 'Waiting for support');

  const keys = first.page.keyboard;
  await first.page.locator('body').click({ position: { x: 5, y: 5 } });
  await keys.press('g');
  await first.shows('.queue h1', 'Tickets');
  await keys.press('/');
  await keys.press('Control+A');
  await keys.type('swallowed');
  await first.shows('.line', 'My card was swallowed');
  await keys.press('Escape');
  await keys.press('j');
  await first.shows('.work h1', 'My card was swallowed');
  await keys.press('c');
  await first.shows('.work header', 'Yours');
  await keys.press('n');
  await isFocused(first, '[aria-label=Note]');
  await keys.type(text('Third one this week'));
  await keys.press('Enter');
  await first.shows('.message.note', 'Third one this week');
  await keys.press('Escape');
  await keys.press('r');
  await isFocused(first, '[aria-label=Reply]');
  await keys.type(text('A new one is on its way.'));
  await keys.press('Enter');
  await sees(tablet, 'A new one is on its way');
  await tablet.shows('#standing', 'Being handled');
  await keys.press('Escape');
  await keys.press('?');
  await first.shows('dialog', 'next, previous conversation');
  await keys.press('Escape');
  await first.hides('dialog');
  await picture(first, 'desk-ticket');
});

test('an opening that was refused after a reload is told, and can be tried again', async () => {
  const forms = '**/request-support';
  await tablet.page.route(forms, () => new Promise(() => undefined));
  await tablet.click('[aria-label="Back to the list"]');
  await tablet.click('.actions button:first-child');
  await tablet.fill('[name=subject]', text('Money came twice'));
  await tablet.fill('[name=description]', text('The same transfer, two times.'));
  await tablet.click('[type=submit]');
  await tablet.shows('[type=submit]', 'Sending');
  await tablet.click('[aria-label="Back to the list"]');
  await tablet.shows('.tile', 'Waiting to be sent');
  await tablet.provoking(/ERR_ABORTED|ERR_FAILED|status of 400/, async () => {
    await tablet.page.unroute(forms);
    await tablet.page.route(forms, refuses('Not today'), { times: 1 });
    await tablet.page.reload();
    await tablet.shows('.tile [role=alert]', 'Not today');
  });
  await tablet.click('.tile button:has-text("Try again")');
  await tablet.shows('.tile', 'SMI-');
  await tablet.shows('button.tile', 'Money came twice');
  await tablet.hides('.tile [role=alert]');
});

test('the desk sees who somebody is, and a case gets its agent, its urgency and a view of its own', async () => {
  const user = token({ sub: known.id, email: known.email });
  const { ticket } = await rest(user, 'POST', '/support/request-support', {
    subject: text('A transfer to the wrong account'),
    description: text('It went to my old bank.'),
    email: known.email,
    support_type: 'TRANSACTION_ISSUE',
    related_transaction_id: 'tx-77',
    device_metadata: { device_model: 'iPhone 14 Pro', platform: 'ios', app_version: '2.1.0' },
  });
  await second.click('nav button[aria-label="Tickets"]');
  await second.fill('.search input', known.email);
  await second.click(line('A transfer to the wrong account'));
  for (const fact of [known.email, known.phone, '₦1,250.50', 'Gold', 'approved', 'tx-77', 'iPhone 14 Pro · ios · 2.1.0']) await second.shows('.side dd', fact);
  await second.page.locator('[aria-label="Assigned to"]').selectOption({ label: ada });
  await second.shows('.work header', `With ${ada}`);
  await second.shows('.history li', `with ${ada}`);
  await second.page.locator('[aria-label=Priority]').selectOption('urgent');
  await second.shows('.history li', 'priority urgent');
  await second.shows('.line', 'Urgent');
  await second.page.locator('[aria-label=Status]').selectOption('escalated');
  await second.shows('.history li', 'now escalated');
  await picture(second, 'desk-person');

  await second.page.locator('[aria-label="Any priority"]').selectOption('urgent');
  await second.page.locator('[aria-label="Any status"]').selectOption('open');
  const view = new URL(second.page.url()).searchParams;
  assert.deepEqual(['view', 'q', 'priority', 'status'].map((name) => view.get(name)), ['tickets', known.email, 'urgent', 'open']);
  await second.page.locator('[aria-label="Any type"]').selectOption('CARD_ISSUE');
  await second.shows('.queue .empty', 'No conversation fits');
  await second.fill('.search input', 'nobody');
  await second.page.waitForURL(/q=nobody/);
  await second.page.goBack();
  await second.shows('.line', 'A transfer to the wrong account');
  assert.equal(await second.page.locator('.search input').inputValue(), known.email);

  // A view that one likes is an address that one keeps, and works for whoever opens it.
  await first.provoking(/ERR_ABORTED/, async () => {
    await first.page.goto(`${network.address}/desk?${query({ ...Object.fromEntries(view), as: ada, assigned: 'me', open: `ticket.${ticket.id}` })}`);
    await first.shows('.line', 'A transfer to the wrong account');
  });
  await first.shows('.work header', 'Yours');
  assert.deepEqual(await first.page.locator('.filters select').evaluateAll((all) => all.map((each) => each.value)), ['open', 'me', 'urgent', '']);
});

async function aGuestAsksForHelp() {
  const page = await open('guest', '/phone?view=registration', { ...devices['Pixel 7'], never: 'No connection' });
  await page.fill('[name=email]', guest.email);
  await page.fill('[name=subject]', text('Stuck at the selfie'));
  await page.fill('[name=description]', text('The camera step never ends.'));
  await page.fill('[name=session_id]', guest.session_id);
  await page.click('[type=submit]');
  await page.shows('#standing', 'Waiting for support');
  const [number] = (await page.texts('#standing'))[0].match(/SMI-\d{4}-\d+/);
  const agent = somebody({ role: 'admin' }).token;
  await rest(agent, 'POST', `/unified-admin/support/${number}/reply`, { message: text('Please try it by daylight.') });
  await page.click('button:has-text("Look for an answer")');
  await sees(page, 'try it by daylight');
  await page.shows('#standing', 'Being handled');
  await write(page, text('That has worked, thanks.'));
  await sees(page, 'That has worked');
  await page.hides('.unsent');
  await picture(page, 'phone-guest');
  await isClean(page, 'conversation of a guest');
  await page.click('[aria-label="Back to the list"]');
  await page.click(`button:has-text("${number}")`);
  await sees(page, 'That has worked');
  await rest(agent, 'PUT', `/unified-admin/support/${number}/status`, { status: 'resolved', resolution_notes: text('A better lamp') });
  await page.provoking(/ERR_ABORTED/, async () => {
    await page.page.reload();
    await page.shows('.settled', 'A better lamp');
  });
}

async function lookAtTheFront() {
  const front = await open('front', '/', { viewport: { width: 1560, height: 1100 } });
  await front.shows('.health .badge', 'messaging');
  await aGuestAsksForHelp();
  await front.shows('.events li', 'ticket_updated');
  await front.page.frameLocator('[title="The desk of Ada"]').locator('.queue h1').waitFor();
  await front.page.frameLocator('[title="The phone of John"]').locator('[name=message]').waitFor();
  await picture(front, 'front');
  await isClean(front, 'front page');
}

async function lookAtASmallDesk() {
  let away = true;
  const small = await openDesk('small', ada, {}, {
    ...narrow,
    provoked: /status of 503/,
    prepare: (context) => context.route(/support\/conversations\?/, (route) => (away ? route.fulfill({ status: 503, json: { code: 'UNAVAILABLE', message: 'The desk is resting' } }) : route.continue())),
  });
  await small.shows('.queue .empty', 'The desk is resting');
  away = false;
  await small.shows('.line', 'Which card is it?');
  await small.fits('list');
  await picture(small, 'desk-small');
  await isClean(small, 'the desk on a phone');
  await small.click(line('Which card is it?'));
  await sees(small, 'Another thing');
  await small.fits('conversation');
  const { height } = await small.page.locator('.messages').boundingBox();
  assert.ok(height > 0.4 * narrow.viewport.height, `${height} pixels are left for what was said`);
  await picture(small, 'desk-small-conversation');
  await small.click('button[aria-label="About the person"]');
  await small.shows('.side h1', tolu);
  await small.click('.side [aria-label=Close]');
  await small.click('[aria-label="Back to the list"]');
  await small.click('[aria-label=Figures]');
  await small.shows('.figures', 'first response');
  await small.fits('figures');
}

async function lookAtAWidePhone() {
  const wide = await open('wide', `/phone?${query({ as: tolu })}`, desktop);
  await wide.shows('.lab', 'The line of this phone');
  await picture(wide, 'phone-wide');
  await wide.page.setViewportSize(narrow.viewport);
  await wide.shows('.lab-small', 'The line');
  await wide.shows('.tile', 'Which card is it?');
  await wide.fits('list');
}

async function lookAtTheSignIn() {
  const who = await open('who', '/desk', desktop);
  await who.shows('h1', 'Who are you?');
  await picture(who, 'who-am-i');
  await isClean(who, 'who am I');
  await who.click('.people button:has-text("Ada Obi")');
  await who.shows('.queue h1', 'Chats');
  const stored = await who.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  assert.ok(!stored.includes('eyJ'), 'tokens are in memory only');
}

// Whom an issuer signs in is not always an agent.
async function lookAtTheDeskAsAUser() {
  const user = somebody({ role: 'user' });
  const page = await open('no-agent', '/desk?as=tolu', {
    ...desktop,
    provoked: /status of 403/,
    prepare: (context) => context.route('**/local/token', (route) => route.fulfill({ json: { token: user.token, person: { id: user.sub, name: 'Tolu', email: user.email, role: 'user' } } })),
  });
  await page.shows('h1', 'The desk is for agents');
  assert.equal(await count(page, '.line, .queue, .rail', ''), 0);
  await picture(page, 'desk-no-agent');
  await page.click('button:has-text("Be somebody else")');
  await page.shows('h1', 'Who are you?');
}

test('a guest is helped; figures, the front page, darkness, a phone\'s width and a stranger\'s desk are looked at', async () => {
  await first.click('[aria-label=Figures]');
  await first.shows('.figures', 'first response');
  await first.page.locator('.figures canvas').first().waitFor();
  await isClean(first, 'figures');
  await picture(first, 'desk-figures');
  await first.page.locator('.figures canvas').evaluateAll((all) => all.forEach((each) => each.setAttribute('data-light', '')));
  await first.page.emulateMedia({ colorScheme: 'dark' });
  await first.page.locator('.figures canvas:not([data-light])').first().waitFor();
  // What is not there is not moved by keys.
  await first.page.keyboard.press('j');
  assert.equal(new URL(first.page.url()).searchParams.get('open'), null);
  await first.click('[aria-label=Tickets]');
  await first.click('.line');
  await first.shows('.work h1', 'A transfer to the wrong account');
  await picture(first, 'desk-dark');
  await isClean(first, 'the desk in the dark');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await picture(phone, 'phone-dark');
  await isClean(phone, 'the phone in the dark');

  await Promise.all([lookAtTheFront(), lookAtASmallDesk(), lookAtAWidePhone(), lookAtTheSignIn(), lookAtTheDeskAsAUser()]);
});

test('no page has anything to complain about', async () => {
  for (const page of opened) page.nothingToComplainAbout();
});
