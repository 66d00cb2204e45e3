import { OutboxFull, passes, Refused } from './errors.js';
import { Observable, type Readable } from './observable.js';
import { cancel, later, newId, type Timer } from './platform.js';
import type { Rest } from './rest.js';
import type { Storage } from './storage.js';

export type SendState = 'sending' | 'waiting' | 'sent' | 'failed';

/** Something to be posted, with the key that makes every further try of it harmless. */
export interface Outgoing {
  readonly key: string;
  readonly clientId: string;
  /** What is posted to one thread is posted in its order. */
  readonly thread: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly internal: boolean;
  readonly at: string;
  /** When its key was used first; of an entry that an older version of this library stored, `at` says it. */
  readonly since?: string;
  readonly state: SendState;
  readonly problem: string | null;
}

const BOUND = 200;
/** As long as the desk remembers a key (decisions.md 8), with an hour to spare. */
const KEY_LIVES = 23 * 3_600_000;
const TOO_OLD = 'Not sent for a day';
const SOONEST = 300;
const LATEST = 15_000;

type Settled = { sent: (answer: unknown) => void; failed: (error: unknown) => void };

/**
 * Posts what it is given until the desk has answered, in order within a thread, over cuts and over the end of the app:
 * each entry is stored before it is sent, and removed when it was taken. Several clients may share one storage (tabs):
 * whatever both of them send is taken once.
 */
export class Outbox {
  readonly #rest: Rest;
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #entries = new Observable<readonly Outgoing[]>([]);
  readonly #settled = new Map<string, Settled>();
  readonly #busy = new Map<string, { wait: Timer; wake: (() => void) | null }>();
  readonly #sentListeners = new Set<(entry: Outgoing, answer: unknown) => void>();
  readonly #kept = new Map<string, number>();
  /** They are shown, and not sent before they are stored. */
  readonly #unstored = new Set<string>();
  #stopped = false;

  constructor(rest: Rest, storage: Storage, owner: string) {
    this.#rest = rest;
    this.#storage = storage;
    this.#prefix = `support/outbox/${owner}/`;
  }

  get entries(): Readable<readonly Outgoing[]> {
    return this.#entries;
  }

  /** Takes up what an earlier run of the app has left, and what was unsent when it was stopped. */
  async restore(): Promise<void> {
    this.#stopped = false;
    // Before anything is read: what is answered meanwhile is stored no more, and still among what was read.
    const known = new Set(this.#entries.value.map((entry) => entry.key));
    const found: Outgoing[] = [];
    for (const key of await this.#storage.keys(this.#prefix)) {
      try {
        found.push(JSON.parse((await this.#storage.get(key)) ?? '') as Outgoing);
      } catch {
        await this.#storage.remove(key);
      }
    }
    found.sort((one, other) => one.at.localeCompare(other.at));
    const left = found.filter((entry) => !known.has(entry.key)).map((entry) => this.#ofAge(entry));
    this.#entries.set([...left, ...this.#entries.value]);
    new Set(this.#entries.value.map((entry) => entry.thread)).forEach((thread) => void this.#work(thread));
  }

  /** After that long the desk has forgotten the key, and a retry might be a second message: a person decides. */
  #isOld({ since, at }: Outgoing): boolean {
    return Date.now() - Date.parse(since ?? at) > KEY_LIVES;
  }

  #ofAge(entry: Outgoing): Outgoing {
    if (entry.state === 'failed') return entry;
    return this.#isOld(entry) ? { ...entry, state: 'failed', problem: TOO_OLD } : { ...entry, state: 'waiting' };
  }

  async add(what: Pick<Outgoing, 'thread' | 'path' | 'body' | 'text' | 'internal'>, clientId = newId()): Promise<Outgoing> {
    if (this.#entries.value.length >= BOUND) throw new OutboxFull();
    const now = new Date().toISOString();
    const entry: Outgoing = { ...what, body: { ...what.body, client_id: clientId }, key: clientId, clientId, at: now, since: now, state: 'sending', problem: null };
    this.#unstored.add(clientId);
    this.#entries.set([...this.#entries.value, entry]);
    try {
      await this.#store(entry);
    } catch (error) {
      // What can't be kept is not promised: it is not shown as being sent either.
      this.#entries.set(this.#entries.value.filter((each) => each.clientId !== clientId));
      this.#settle(clientId);
      throw error;
    } finally {
      this.#unstored.delete(clientId);
    }
    void this.#work(entry.thread);
    return entry;
  }

  /** The same, for whoever has to know the answer. */
  async post(what: Pick<Outgoing, 'thread' | 'path' | 'body' | 'text' | 'internal'>): Promise<unknown> {
    const clientId = newId();
    const answer = new Promise((sent, failed) => this.#settled.set(clientId, { sent, failed }));
    await this.add(what, clientId);
    return answer;
  }

  /** An open thread shows what is sent until the desk's order brings it; of others it is done with the answer. */
  keep(thread: string): void {
    this.#kept.set(thread, (this.#kept.get(thread) ?? 0) + 1);
  }

  release(thread: string): void {
    const left = (this.#kept.get(thread) ?? 1) - 1;
    if (left > 0) {
      this.#kept.set(thread, left);
      return;
    }
    this.#kept.delete(thread);
    this.#entries.set(this.#entries.value.filter((entry) => entry.thread !== thread || entry.state !== 'sent'));
  }

  onSent(tell: (entry: Outgoing, answer: unknown) => void): () => void {
    this.#sentListeners.add(tell);
    return () => this.#sentListeners.delete(tell);
  }

  /** Tries a failed one again, under its own key: as long as that is remembered it is the same message for the desk. */
  async retry(clientId: string): Promise<void> {
    const entry = this.#find(clientId);
    if (entry?.state !== 'failed') return;
    const now = new Date().toISOString();
    this.#change(clientId, { state: 'sending', problem: null, at: now, since: this.#isOld(entry) ? now : (entry.since ?? entry.at) });
    await this.#store(this.#find(clientId)!);
    void this.#work(entry.thread);
  }

  /** It is on the screen by another way, or nobody wants it any more. */
  async remove(clientId: string): Promise<void> {
    const entry = this.#find(clientId);
    if (!entry) return;
    this.#entries.set(this.#entries.value.filter((each) => each.clientId !== clientId));
    await this.#storage.remove(this.#prefix + entry.key);
  }

  /** The line is back: nobody waits for a timer. */
  hurry(): void {
    for (const { wake } of this.#busy.values()) wake?.();
  }

  /** Until `restore`. What is under way may still be answered. */
  stop(): void {
    this.#stopped = true;
    this.hurry();
  }

  async #work(thread: string): Promise<void> {
    if (this.#busy.has(thread)) return;
    this.#busy.set(thread, { wait: null, wake: null });
    try {
      for (let next = this.#next(thread); next && !this.#stopped; next = this.#next(thread)) await this.#deliver(next);
    } finally {
      this.#busy.delete(thread);
    }
  }

  #next(thread: string): Outgoing | undefined {
    const next = this.#entries.value.find((entry) => entry.thread === thread && (entry.state === 'sending' || entry.state === 'waiting'));
    return next && this.#unstored.has(next.clientId) ? undefined : next;
  }

  async #deliver(entry: Outgoing): Promise<void> {
    for (let delay = SOONEST; !this.#stopped && this.#find(entry.clientId); delay = Math.min(delay * 2, LATEST)) {
      // Whoever sleeps over the weekend in between wakes with a key that is forgotten.
      if (this.#isOld(entry)) return this.#fail(entry.clientId, new Error(TOO_OLD));
      try {
        const answer = await this.#rest.call(entry.path, { method: 'POST', body: entry.body, key: entry.key });
        this.#change(entry.clientId, { state: 'sent', problem: null });
        await this.#storage.remove(this.#prefix + entry.key);
        this.#settle(entry.clientId)?.sent(answer);
        for (const tell of [...this.#sentListeners]) tell(entry, answer);
        if (!this.#kept.has(entry.thread)) await this.remove(entry.clientId);
        return;
      } catch (error) {
        if (!passes(error)) return this.#fail(entry.clientId, error);
        this.#change(entry.clientId, { state: 'waiting', problem: (error as Error).message });
        await this.#wait(entry.thread, error instanceof Refused && error.retryAfter ? error.retryAfter * 1000 : delay);
      }
    }
  }

  async #fail(clientId: string, error: unknown): Promise<void> {
    this.#change(clientId, { state: 'failed', problem: (error as Error).message });
    const entry = this.#find(clientId);
    const settled = this.#settle(clientId);
    if (settled) {
      // Whoever waits for the answer hears it, and decides.
      await this.remove(clientId);
      settled.failed(error);
    } else if (entry) {
      await this.#store(entry);
    }
  }

  #settle(clientId: string): Settled | undefined {
    const settled = this.#settled.get(clientId);
    this.#settled.delete(clientId);
    return settled;
  }

  #wait(thread: string, ms: number): Promise<void> {
    const busy = this.#busy.get(thread);
    if (!busy) return Promise.resolve();
    return new Promise((done) => {
      const wake = () => {
        cancel(busy.wait);
        busy.wake = null;
        done();
      };
      busy.wake = wake;
      busy.wait = later(ms, wake);
    });
  }

  #find(clientId: string): Outgoing | undefined {
    return this.#entries.value.find((entry) => entry.clientId === clientId);
  }

  #change(clientId: string, change: Partial<Outgoing>): void {
    this.#entries.set(this.#entries.value.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)));
  }

  #store(entry: Outgoing): Promise<void> {
    return this.#storage.set(this.#prefix + entry.key, JSON.stringify(entry));
  }
}
