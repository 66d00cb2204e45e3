// The API documents as pages, by libraries, under a policy that lets nothing run that does not lie beside them.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const { SUPPORT_URL: at, PICTURES: pictures } = process.env;
let browser;

before(async () => {
  await mkdir(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
});

after(() => browser?.close());

for (const [path, selector, words, picture] of [
  ['/docs', '.opblock-summary', '/api/v1/support/request-support', 'docs'],
  ['/docs/events', '#operations', "Enter a conversation's room", 'docs-events'],
]) {
  test(`${path} shows its document`, async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints = [];
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (error) => complaints.push(error.stack));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    await page.goto(at + path);
    await page.locator(selector).filter({ hasText: words }).first().waitFor();
    await page.screenshot({ path: `${pictures}/${picture}.png` });
    await page.locator('.bar a', { hasText: path === '/docs' ? 'AsyncAPI' : 'REST' }).click();
    await page.waitForURL(at + (path === '/docs' ? '/docs/events' : '/docs'));
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test('what an event carries can be opened', async () => {
  const page = await browser.newPage();
  await page.goto(`${at}/docs/events`);
  const schema = page.locator('#schema-AgentsLooking');
  await schema.getByRole('button', { name: 'Expand all' }).click();
  await schema.getByText('All who look now', { exact: false }).waitFor();
  await page.close();
});
