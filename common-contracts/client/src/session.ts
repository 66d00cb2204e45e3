import { Observable, type Readable } from './observable.js';

/** Why a token is asked for: the first one, one that is about to end, one that the desk no longer takes. */
export type TokenReason = 'first' | 'expiring' | 'refused';

/** What a token says about whose it is. Nothing here is verified: that is the desk's business. */
export interface Me {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
}

/** The one token of a client, in memory only. However many ask for a new one at once, it is fetched once. */
export class Session {
  readonly #fetchToken: ((reason: TokenReason) => Promise<string>) | undefined;
  readonly #me = new Observable<Me | null>(null);
  #token: string | null = null;
  #asking: Promise<string> | null = null;

  constructor(fetchToken?: (reason: TokenReason) => Promise<string>) {
    this.#fetchToken = fetchToken;
  }

  get isGuest(): boolean {
    return !this.#fetchToken;
  }

  get me(): Readable<Me | null> {
    return this.#me;
  }

  /** Null for a guest. */
  async token(): Promise<string | null> {
    if (this.isGuest) return null;
    const before = this.#token;
    if (before && this.#asking) return this.#asking.catch(() => before);
    return before ?? this.renew('first');
  }

  /** @param used the token that did not do; where another one has come meanwhile, that one is the answer */
  async renew(reason: TokenReason, used?: string | null): Promise<string> {
    if (!this.#fetchToken) throw new Error('A guest has no token');
    if (used && this.#token && this.#token !== used) return this.#token;
    this.#asking ??= this.#fetchToken(reason)
      .then((token) => {
        this.#token = token;
        this.#me.set(read(token));
        return token;
      })
      .finally(() => (this.#asking = null));
    return this.#asking;
  }
}

function read(token: string): Me | null {
  try {
    const claims = JSON.parse(utf8(token.split('.')[1] ?? '')) as Record<string, unknown>;
    const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : null);
    const name = text('name') ?? ([text('first_name'), text('last_name')].filter(Boolean).join(' ') || null);
    return { id: String(claims['sub']).toLowerCase(), email: text('email'), name, role: text('role') };
  } catch {
    return null;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Base64url by hand: not every engine has `atob` or `TextDecoder`. */
function utf8(base64url: string): string {
  let bits = 0;
  let held = 0;
  let escaped = '';
  for (const digit of base64url) {
    held = ((held << 6) | DIGITS.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
    }
  }
  return decodeURIComponent(escaped);
}
