// People who are signed in by an issuer of their own: a real one, whose tokens the services check by its keys.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test as chapter } from 'node:test';
import Provider from 'oidc-provider';
import { chromium, devices } from 'playwright-core';
import { text } from './people.mjs';
import { WatchedPage } from './watched-page.mjs';

const { SUPPORT_URL: at, ISSUER: issuer, PICTURES: pictures, CANARY: mark = 'somebody' } = process.env;
const person = (name, role) => ({ id: randomUUID(), name: `${name} ${mark}-${randomUUID().slice(0, 8)}`, email: `${mark}-${randomUUID()}@example.com`, role });
const [tolu, ada] = [person('Tolu', 'user'), person('Ada', 'admin')];
const people = new Map([tolu, ada].map((each) => [each.id, each]));
const opened = [];
let browser, server, desk, phone;
let renewals = 0;
let renews = true;

// Tokens that live for little more than the minute before which their end is announced.
const provider = new Provider(issuer, {
  clients: [{ client_id: 'support-desk', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [`${at}/desk`, `${at}/phone`] }],
  pkce: { required: () => true },
  scopes: ['openid', 'profile', 'email'],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  conformIdTokenClaims: false,
  clientBasedCORS: () => true,
  issueRefreshToken: () => true,
  cookies: { keys: [randomUUID()] },
  ttl: { Session: 3600, Grant: 3600, Interaction: 600, IdToken: 600, RefreshToken: 3600 },
  findAccount: (_, id) => people.has(id) && { accountId: id, claims: () => ({ sub: id, name: people.get(id).name, email: people.get(id).email }) },
  extraTokenClaims: (_, { accountId }) => {
    const { name, email, role } = people.get(accountId);
    return { name, email, role };
  },
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'urn:support',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'openid profile email', audience: 'support', accessTokenTTL: 63, accessTokenFormat: 'jwt' }),
    },
  },
});
provider.use(async (ctx, next) => {
  if (ctx.path === '/favicon.ico') {
    ctx.status = 204;
    return;
  }
  const renewing = ctx.path === '/token' && ctx.method === 'POST';
  if (renewing && !renews) {
    ctx.set('access-control-allow-origin', at);
    ctx.status = 400;
    ctx.body = { error: 'invalid_grant' };
    return;
  }
  await next();
});
provider.on('grant.success', (ctx) => (renewals += ctx.oidc.params.grant_type === 'refresh_token' ? 1 : 0));

before(async () => {
  await new Promise((listening) => (server = provider.listen(Number(new URL(issuer).port), '127.0.0.1', listening)));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});

after(async () => {
  if (broken) {
    opened.forEach((page) => page.tellAll());
    await Promise.all(opened.map((page) => page.page.screenshot({ path: `${pictures}/broken-openid-${page.name}.png` }).catch(() => undefined)));
  }
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

let broken = false;
const test = (title, tell) =>
  chapter(title, async (context) => {
    if (broken) return context.skip('an earlier chapter failed');
    broken = true;
    await tell(context);
    broken = false;
  });

async function open(name, path, options) {
  const page = await WatchedPage.open(browser, { name, address: at + path, ...options });
  opened.push(page);
  // The provider's own pages want a font of the network.
  await page.context.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  return page;
}

async function signIn(page, { id }) {
  await page.click('button:has-text("Sign in")');
  await page.fill('[name=login]', id);
  await page.fill('[name=password]', 'any');
  await page.click('[type=submit]');
  await page.click('[type=submit]:has-text("Continue")');
}

test('an agent is sent to the issuer, and comes back to where they were', async () => {
  desk = await open('desk', '/desk?view=tickets', { viewport: { width: 1440, height: 900 } });
  await desk.shows('h1', 'Who are you?');
  await signIn(desk, ada);
  await desk.shows('.queue h1', 'Tickets');
  assert.equal(new URL(desk.page.url()).search, '?view=tickets', 'the code is no part of the address any more');
});

test('a user does so on the phone, and both write to each other', async () => {
  phone = await open('phone', '/phone', devices['Pixel 7']);
  await signIn(phone, tolu);
  await phone.click('.actions .primary');
  await phone.fill('[name=message]', text('Is my money gone?'));
  await phone.click('[type=submit]');
  await phone.shows('.bubble', 'Is my money gone?');
  await desk.click('[aria-label^=Chats]');
  await desk.click(`.line:has-text("${tolu.name}")`);
  await desk.fill('.composer textarea', text('No, it is on its way.'));
  await desk.page.keyboard.press('Enter');
  await phone.shows('.bubble', 'it is on its way');
  await phone.shows('#standing', ada.name);
});

test('tokens are renewed before they end, and stand in no storage', async () => {
  const until = Date.now() + 30_000;
  while (renewals < 2 && Date.now() < until) await new Promise((soon) => setTimeout(soon, 200));
  assert.ok(renewals >= 2, `${renewals} renewals`);
  for (const { page } of [desk, phone]) {
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    assert.ok(!/eyJ|token|verifier/.test(stored), stored);
  }
  await desk.fill('.composer textarea', text('With another token.'));
  await desk.page.keyboard.press('Enter');
  await phone.shows('.bubble', 'With another token');
});

test('a reload asks nobody for anything', async () => {
  // What is under way when a page is left ends with it.
  await phone.provoking(/net::ERR_ABORTED/, async () => {
    await phone.page.reload();
    await phone.shows('.bubble', 'With another token');
  });
});

test('when the issuer prolongs no more, the page says so and leads back', async () => {
  const provoked = /status of 400|token net::ERR_ABORTED/;
  await phone.provoking(provoked, () =>
    desk.provoking(provoked, async () => {
      renews = false;
      await desk.shows('.banner', 'Your sign-in has ended');
      renews = true;
      await desk.click('button:has-text("Sign in again")');
      await desk.shows('.bubble', 'With another token');
    }),
  );
  await desk.hides('.banner');
});

test('whoever leaves is signed out', async () => {
  await desk.click('[title$=": leave"]');
  await desk.page.waitForURL(`${issuer}/session/end*`);
  await desk.page.goto(`${at}/desk`);
  await desk.shows('button', 'Sign in');
});

test('no page has anything to complain about', async () => {
  for (const page of opened) page.nothingToComplainAbout();
});
