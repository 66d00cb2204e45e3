import type { Connection } from './connection.js';
import { passes, Refused } from './errors.js';
import { Observable, type Readable } from './observable.js';
import { cancel, later, type Timer } from './platform.js';

export interface Loaded<T> {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly value: T | null;
  readonly problem: string | null;
  /** The desk's no, after which the same question is not asked again by itself. */
  readonly refusal: Refused | null;
}

/** How often it is asked, in milliseconds. */
export interface Pace {
  /** No oftener than that, however much happens. */
  readonly between?: number;
  /** Again after so long without any event, for what nobody is told of. */
  readonly quiet?: number;
}

const BETWEEN = 400;
const AGAIN = 3_000;

/**
 * Something that REST tells, kept true by asking again after every event that may have changed it and after every cut.
 * A burst of events is one question.
 */
export class Live<T> {
  readonly #state = new Observable<Loaded<T>>({ phase: 'loading', value: null, problem: null, refusal: null });
  readonly #ask: () => Promise<T>;
  readonly #pace: Pace;
  readonly #stops: (() => void)[] = [];
  #asking = false;
  #stale = false;
  #last = 0;
  #timer: Timer = null;
  #stopped = false;
  #turn = 0;
  /** The question that the value answers. */
  #answered = 0;

  constructor(connection: Connection, events: readonly string[], ask: () => Promise<T>, pace: Pace = {}) {
    this.#ask = ask;
    this.#pace = pace;
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

  /** Also when something else says so that is no event. */
  refreshOn(watch: (refresh: () => void) => () => void): this {
    this.#stops.push(watch(() => this.refresh()));
    return this;
  }

  refresh(): void {
    if (this.#stopped) return;
    if (this.#asking) {
      this.#stale = true;
      return;
    }
    cancel(this.#timer);
    this.#timer = later(Math.max(0, this.#last + (this.#pace.between ?? BETWEEN) - Date.now()), () => void this.#load());
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
        this.#state.set({ phase: 'ready', value, problem: null, refusal: null });
        if (this.#pace.quiet) this.#later(this.#pace.quiet);
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      // What answers another question is not shown for this one.
      const value = this.#answered === this.#turn ? this.#state.value.value : null;
      const refusal = error instanceof Refused && !passes(error) ? error : null;
      this.#state.set({ phase: value ? 'ready' : 'failed', value, problem: (error as Error).message, refusal });
      if (!refusal) this.#later(AGAIN);
    } finally {
      this.#asking = false;
      if (this.#stale || turn !== this.#turn) this.refresh();
    }
  }

  #later(ms: number): void {
    if (!this.#stopped) this.#timer = later(ms, () => this.refresh());
  }
}
