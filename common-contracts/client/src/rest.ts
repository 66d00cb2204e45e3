import { Refused, Unreachable } from './errors.js';
import { cancel, later, newId, pause, platform, type Answer, type Fetch } from './platform.js';
import type { Session } from './session.js';

const LIMIT = 20_000;
const TRIES = 4;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** The same for every try of one intention. */
  key?: string;
}

/** REST calls with the headers that the desk asks for, and a token that is renewed once where it is refused. */
export class Rest {
  readonly #url: string;
  readonly #deviceId: string;
  readonly #session: Session;
  readonly #fetch: Fetch;

  constructor(url: string, deviceId: string, session: Session, fetch?: Fetch) {
    this.#url = url.replace(/\/+$/, '');
    this.#deviceId = deviceId;
    this.#session = session;
    this.#fetch = fetch ?? ((address, request) => platform.fetch(address, request));
  }

  /** One try. */
  async call<T>(path: string, call: Call = {}): Promise<T> {
    const token = await this.#token();
    try {
      return await this.#send<T>(path, call, token);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || !token) throw error;
      return this.#send<T>(path, call, await this.#renewed(token));
    }
  }

  /** What a person waits for: tried again a few times, with one key, before they are told that it did not work. */
  async act<T>(path: string, call: Call): Promise<T> {
    const whole: Call = { ...call, key: call.key ?? newId() };
    for (let tried = 1; ; tried++) {
      try {
        return await this.call<T>(path, whole);
      } catch (error) {
        const again = error instanceof Unreachable || (error instanceof Refused && error.passes);
        if (!again || tried === TRIES) throw error;
        await pause(error instanceof Refused && error.retryAfter ? error.retryAfter * 1000 : 250 * 2 ** tried);
      }
    }
  }

  async #token(): Promise<string | null> {
    try {
      return await this.#session.token();
    } catch (error) {
      throw new Unreachable(error);
    }
  }

  async #renewed(used: string): Promise<string> {
    try {
      return await this.#session.renew('refused', used);
    } catch (error) {
      throw new Unreachable(error);
    }
  }

  async #send<T>(path: string, { method = 'GET', query, body, key }: Call, token: string | null): Promise<T> {
    const headers: Record<string, string> = { 'x-device-id': this.#deviceId };
    if (token) headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key) headers['idempotency-key'] = key;
    const limit = new platform.AbortController();
    const timer = later(LIMIT, () => limit.abort());
    try {
      const answer = await this.#fetch(this.#address(path, query), {
        method,
        headers,
        signal: limit.signal,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return data<T>(answer.status, answer.ok, await read(answer));
    } catch (error) {
      throw error instanceof Refused ? error : new Unreachable(error);
    } finally {
      cancel(timer);
    }
  }

  #address(path: string, query: Call['query']): string {
    const asked = Object.entries(query ?? {})
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&');
    return `${this.#url}/api/v1${path}${asked && `?${asked}`}`;
  }
}

/** What stands between may refuse in its own words: a client's fault is final, all else may pass. */
async function read(answer: Answer): Promise<unknown> {
  try {
    return await answer.json();
  } catch (error) {
    if (answer.status < 400 || answer.status >= 500) throw error;
    return null;
  }
}

interface Refusal {
  code?: string;
  message?: string;
  retry_after?: number;
  errors?: { field: string; message: string }[];
}

function data<T>(status: number, ok: boolean, body: unknown): T {
  if (ok) return body as T;
  const { code, message, retry_after, errors } = (body ?? {}) as Refusal;
  throw new Refused(status, code ?? 'UNKNOWN', message ?? `The answer was ${status}`, retry_after ?? null, errors);
}
