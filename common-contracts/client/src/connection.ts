import { io, type Socket } from 'socket.io-client';
import { Refused, Unreachable } from './errors.js';
import { Observable, type Readable } from './observable.js';
import { cancel, later, pause, type Timer } from './platform.js';
import type { Session } from './session.js';

export type Line = 'off' | 'connecting' | 'online';

/** Options of `io`, for whoever needs other delays or a transport of their own. */
export type SocketSettings = Record<string, unknown>;

const ANSWER_LIMIT = 10_000;
const SOONEST = 500;
const LATEST = 20_000;
const CROWDED = 30_000;
const BETWEEN_TOKENS = 3_000;

type Listener = (payload: never) => void;

/**
 * One socket in the namespace `/support`, which comes back by itself: after a cut, after a token that ended or was
 * refused, after a server that went away. What was missed meanwhile is the business of those who listen for `online`.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #session: Session;
  readonly #line = new Observable<Line>('off');
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #everyListeners = new Set<(event: string, payload: unknown) => void>();
  #wanted = false;
  #again: Timer = null;
  #delay = SOONEST;
  #shown: string | null = null;
  #prolonged = 0;

  constructor(url: string, session: Session, settings: SocketSettings = {}) {
    this.#session = session;
    this.#socket = io(`${url.replace(/\/+$/, '')}/support`, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 250,
      reconnectionDelayMax: 8_000,
      timeout: 10_000,
      ...settings,
      auth: (show: (auth: object) => void) => this.#showToken(show),
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#refused(error as Error & { data?: { code?: string } }));
    this.#socket.on('token_expiring', () => void this.#prolong());
    this.#socket.on('exception', (refusal: { code?: string }) => this.#excepted(refusal));
    this.#socket.onAny((event: string, ...payloads: unknown[]) => {
      for (const tell of [...(this.#listeners.get(event) ?? [])]) tell(payloads[0] as never);
      for (const tell of [...this.#everyListeners]) tell(event, payloads[0]);
    });
  }

  get line(): Readable<Line> {
    return this.#line;
  }

  start(): void {
    if (this.#wanted || this.#session.isGuest) return;
    this.#wanted = true;
    this.#line.set('connecting');
    this.#socket.connect();
  }

  stop(): void {
    this.#wanted = false;
    cancel(this.#again);
    this.#socket.disconnect();
    this.#line.set('off');
  }

  on<T>(event: string, tell: (payload: T) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set<Listener>();
    this.#listeners.set(event, listeners.add(tell as Listener));
    return () => listeners.delete(tell as Listener);
  }

  /** For whoever shows what happens, whatever it is. */
  onEvery(tell: (event: string, payload: unknown) => void): () => void {
    this.#everyListeners.add(tell);
    return () => this.#everyListeners.delete(tell);
  }

  /** Asks and waits for the acknowledgement; a refusal is thrown. */
  async request<T>(event: string, payload: object): Promise<T> {
    if (!this.#socket.connected) throw new Unreachable();
    let answer: { success: boolean; code?: string; message?: string };
    try {
      answer = await this.#socket.timeout(ANSWER_LIMIT).emitWithAck(event, payload);
    } catch (error) {
      throw new Unreachable(error);
    }
    if (answer.success) return answer as T;
    throw new Refused(answer.code === 'UNAVAILABLE' ? 503 : answer.code === 'RATE_LIMITED' ? 429 : 400, answer.code ?? 'UNKNOWN', answer.message ?? '');
  }

  /** What is worth nothing later is not sent later. */
  tell(event: string, payload: object): void {
    if (this.#socket.connected) this.#socket.emit(event, payload);
  }

  #showToken(show: (auth: object) => void): void {
    this.#session.token().then(
      (token) => {
        this.#shown = token;
        show({ token });
      },
      () => show({}),
    );
  }

  #connected(): void {
    this.#delay = SOONEST;
    this.#line.set('online');
  }

  #disconnected(reason: string): void {
    if (!this.#wanted) return;
    this.#line.set('connecting');
    // Only then does the library not come again by itself.
    if (reason === 'io server disconnect') this.#connectLater();
  }

  #refused(error: Error & { data?: { code?: string } }): void {
    if (this.#wanted) this.#line.set('connecting');
    if (this.#socket.active || !this.#wanted) return;
    const renewed = error.data?.code ? this.#session.renew('refused', this.#shown) : Promise.resolve('');
    renewed.catch(() => undefined).then(() => this.#connectLater());
  }

  #connectLater(delay = this.#delay): void {
    this.#delay = Math.min(this.#delay * 2, LATEST);
    cancel(this.#again);
    this.#again = later(delay, () => {
      if (this.#wanted) this.#socket.connect();
    });
  }

  #excepted({ code }: { code?: string }): void {
    if (code === 'TOKEN_EXPIRED') void this.#session.renew('refused', this.#shown).catch(() => undefined);
    // Twenty of one person are connected: whoever is pushed out does not push at once.
    if (code === 'TOO_MANY_CONNECTIONS') this.#delay = CROWDED;
  }

  /** A token that lives for less than the announcement's minute is announced again at once: no storm comes of it. */
  async #prolong(): Promise<void> {
    const wait = this.#prolonged + BETWEEN_TOKENS - Date.now();
    if (wait > 0) await pause(wait);
    this.#prolonged = Date.now();
    try {
      const token = await this.#session.renew('expiring', this.#shown);
      await this.request('authenticate', { token });
      this.#shown = token;
    } catch {
      // The connection ends with its token then, and the next one shows a fresh one.
    }
  }
}
