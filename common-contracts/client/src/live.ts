import type { Connection } from './connection.js';
import { Observable, type Readable } from './observable.js';
import { cancel, later, type Timer } from './platform.js';

export interface Loaded<T> {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly value: T | null;
  readonly problem: string | null;
}

/** No oftener than that, however much happens. */
const BETWEEN = 400;
const AGAIN = 3_000;

/**
 * Something that REST tells, kept true by asking again after every event that may have changed it and after every cut.
 * A burst of events is one question.
 */
export class Live<T> {
  readonly #state = new Observable<Loaded<T>>({ phase: 'loading', value: null, problem: null });
  readonly #ask: () => Promise<T>;
  readonly #stops: (() => void)[] = [];
  #asking = false;
  #stale = false;
  #last = 0;
  #timer: Timer = null;
  #stopped = false;
  #turn = 0;
  /** The question that the value answers. */
  #answered = 0;

  constructor(connection: Connection, events: readonly string[], ask: () => Promise<T>) {
    this.#ask = ask;
    events.forEach((event) => this.#stops.push(connection.on(event, () => this.refresh())));
    let line = connection.line.value;
    this.#stops.push(
      connection.line.subscribe((now) => {
        if (now !== line && now === 'online') this.refresh();
        line = now;
      }),
    );
    this.refresh();
  }

  get state(): Readable<Loaded<T>> {
    return this.#state;
  }

  stop(): void {
    this.#stopped = true;
    cancel(this.#timer);
    this.#stops.forEach((stop) => stop());
  }

  refresh(): void {
    if (this.#stopped) return;
    if (this.#asking) {
      this.#stale = true;
      return;
    }
    cancel(this.#timer);
    this.#timer = later(Math.max(0, this.#last + BETWEEN - Date.now()), () => void this.#load());
  }

  /** Another question from now on: what the old one still brings is not shown. */
  restart(): void {
    this.#turn++;
    this.#last = 0;
    this.refresh();
  }

  async #load(): Promise<void> {
    const turn = this.#turn;
    this.#asking = true;
    this.#stale = false;
    this.#last = Date.now();
    try {
      const value = await this.#ask();
      if (turn === this.#turn) {
        this.#answered = turn;
        this.#state.set({ phase: 'ready', value, problem: null });
      }
    } catch (error) {
      // What answers another question is not shown for this one.
      const value = this.#answered === this.#turn ? this.#state.value.value : null;
      this.#state.set({ phase: value ? 'ready' : 'failed', value, problem: (error as Error).message });
      if (!this.#stopped) this.#timer = later(AGAIN, () => this.refresh());
    } finally {
      this.#asking = false;
      if (this.#stale || turn !== this.#turn) this.refresh();
    }
  }
}
