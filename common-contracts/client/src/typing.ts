import type { Typing } from './generated/events.js';
import { Observable, type Readable } from './observable.js';
import { cancel, later, type Timer } from './platform.js';

const EVERY = 2_500;
const IDLE = 3_000;
/** The desk ends it after six silent seconds; where the line is cut in between, nobody would say so. */
const FORGOTTEN = 7_000;

/** Tells that somebody types here: now and then while they do, and once when they stop. */
export class TypingOut {
  readonly #tell: (event: 'typing' | 'stop_typing') => void;
  #last = 0;
  #idle: Timer = null;
  #typing = false;

  constructor(tell: (event: 'typing' | 'stop_typing') => void) {
    this.#tell = tell;
  }

  keystroke(): void {
    const now = Date.now();
    if (!this.#typing || now - this.#last >= EVERY) {
      this.#last = now;
      this.#tell('typing');
    }
    this.#typing = true;
    cancel(this.#idle);
    this.#idle = later(IDLE, () => this.stop());
  }

  /** The field lost the focus, or the message is sent. */
  stop(): void {
    cancel(this.#idle);
    if (!this.#typing) return;
    this.#typing = false;
    this.#tell('stop_typing');
  }
}

export interface Typist {
  readonly userId: string;
  readonly isAdmin: boolean;
}

/** Who types elsewhere. Nobody stays in it for ever, whatever gets lost. */
export class TypingIn {
  readonly #who = new Observable<readonly Typist[]>([]);
  readonly #ends = new Map<string, Timer>();

  get who(): Readable<readonly Typist[]> {
    return this.#who;
  }

  started({ user_id, is_admin }: Typing): void {
    this.#end(user_id);
    this.#ends.set(user_id, later(FORGOTTEN, () => this.stopped(user_id)));
    this.#who.set([...this.#who.value.filter((typist) => typist.userId !== user_id), { userId: user_id, isAdmin: is_admin }]);
  }

  stopped(userId: string): void {
    this.#end(userId);
    if (this.#who.value.some((typist) => typist.userId === userId)) {
      this.#who.set(this.#who.value.filter((typist) => typist.userId !== userId));
    }
  }

  /** Their message is here, or the line is cut. */
  clear(which: (typist: Typist) => boolean = () => true): void {
    this.#who.value.filter(which).forEach((typist) => this.stopped(typist.userId));
  }

  #end(userId: string): void {
    cancel(this.#ends.get(userId));
    this.#ends.delete(userId);
  }
}
