// A page in a window of its own, of which every complaint is kept: console errors, exceptions, failed requests,
// refusals, and texts that no person should read.
import assert from 'node:assert/strict';

const nobodyReads = String.raw`\b(null|undefined|NaN)\b|Invalid Date|\[object `;

export class WatchedPage {
  #complaints = [];
  #provoked = [];
  lines = [];

  static async open(browser, { name, address, session, ...options }) {
    // What moves costs the processor of the build, and nobody looks.
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const watched = new WatchedPage();
    watched.name = name;
    watched.context = context;
    watched.page = await context.newPage();
    // Frames are rendered without a graphics card, beside all other tests: a click may wait long for two of them.
    watched.page.setDefaultTimeout(60_000);
    watched.#watch(name);
    await watched.page.exposeFunction('unreadable', (text) => watched.#complaints.push(`${name} shows: ${text}`));
    await watched.page.addInitScript(lookAtEveryText, nobodyReads);
    await watched.page.addInitScript((value) => (globalThis.session = value), session);
    await watched.page.goto(address);
    return watched;
  }

  #watch(name) {
    const { page } = this;
    const complain = (text) => {
      if (!this.#provoked.some((pattern) => pattern.test(text))) this.#complaints.push(`${name}: ${text}`);
    };
    page.on('console', (line) => {
      this.lines.push(line.text());
      if (line.type() === 'error') complain(`${line.text()} at ${line.location().url}`);
    });
    page.on('pageerror', (error) => complain(`exception: ${error.stack}`));
    page.on('requestfailed', (request) => complain(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (response.status() >= 400) complain(`status of ${response.status()}: ${response.request().method()} ${response.url()}`);
    });
  }

  // What the test itself provokes is no complaint, while it does so; that nothing came of it is one.
  async provoking(pattern, act) {
    this.#provoked.push(pattern);
    await act();
    await this.page.evaluate(() => new Promise((settled) => setTimeout(settled, 100)));
    this.#provoked.pop();
  }

  async shows(selector, text) {
    await this.page.locator(selector).filter({ hasText: text, visible: true }).first().waitFor();
  }

  async hides(selector) {
    await this.page.locator(selector).first().waitFor({ state: 'hidden' });
  }

  async texts(selector) {
    return this.page.locator(selector).allInnerTexts();
  }

  click(selector) {
    return this.page.locator(selector).click();
  }

  fill(selector, text) {
    return this.page.locator(selector).fill(text);
  }

  nothingToComplainAbout() {
    assert.deepEqual(this.#complaints, []);
  }

  // For whoever looks why a test failed.
  tellAll() {
    console.error(this.name, { lines: this.lines, complaints: this.#complaints });
  }
}

// Runs in the page: whatever stands there for a moment is looked at.
function lookAtEveryText(pattern) {
  const unreadable = new RegExp(pattern);
  const look = (node) => {
    const text = node?.textContent ?? '';
    if (unreadable.test(text)) globalThis.unreadable(text.match(unreadable).input.slice(0, 300));
  };
  const shown = (node) => node.nodeName !== 'SCRIPT' && node.parentNode?.nodeName !== 'SCRIPT';
  new MutationObserver((changes) =>
    changes.forEach(({ target, addedNodes }) => [target, ...addedNodes].filter((node) => node.nodeName !== 'BODY' && shown(node) && document.body?.contains(node)).forEach(look)),
  ).observe(document, { subtree: true, childList: true, characterData: true });
}
