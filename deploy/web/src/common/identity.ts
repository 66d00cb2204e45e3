import { newId, Support, WebStorageAdapter, type Fetch, type Readable, type SocketSettings, type TokenReason } from '@smipay/support-client';

/** Who sits in front of the page. No token is kept: it is asked for anew, and lives in memory. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly role: 'user' | 'admin';
  token(reason: TokenReason): Promise<string>;
  /** Whether tokens come no more until somebody signs in again; absent where that does not happen. */
  readonly ended?: Readable<boolean>;
  signInAgain?(): Promise<void>;
  /** Where it is more than choosing somebody else. */
  signOut?(): void;
}

/** Where people are signed in, and as which client; public, as everything that a page knows. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly client_id: string;
  readonly scope: string;
}

/** What the server that serves the pages says of itself, beside them. */
export interface PageSettings {
  readonly openid?: OpenIdSettings;
  /** Those whom the stack of this machine signs for. */
  readonly people?: LocalPerson[];
  /** Where the API is, where that is not the pages' own address: `https://support.example.com`. */
  readonly api?: string;
}

let api = location.origin;

/** To be asked before anything else: it says where everything else is. */
export async function pageSettings(): Promise<PageSettings> {
  const answer = await fetch('/settings.json');
  const settings = answer.ok ? ((await answer.json()) as PageSettings) : {};
  api = settings.api ?? api;
  return settings;
}

export interface LocalPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'user' | 'admin';
}

async function localToken(wish: object): Promise<{ token: string; person: LocalPerson }> {
  const answer = await fetch('/local/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wish) });
  if (!answer.ok) throw new Error('This machine signs for nobody');
  return (await answer.json()) as { token: string; person: LocalPerson };
}

/** @param who the first name of a known one, or any other name */
export async function localIdentity(who: string, role: 'user' | 'admin', people: LocalPerson[]): Promise<Identity> {
  if (!people.length) throw new Error('This machine signs for nobody');
  const known = people.find((person) => person.role === role && person.name.toLowerCase().split(' ')[0] === who.toLowerCase());
  const wish = known ? { id: known.id } : { name: who, role };
  const { person, token } = await localToken(wish);
  let first: string | null = token;
  return {
    id: person.id,
    name: person.name,
    role,
    token: async () => {
      const next = first ?? (await localToken(wish)).token;
      first = null;
      return next;
    },
  };
}

export const shortName = (name: string): string => name.split(' ')[0]!.toLowerCase();

/** Names this browser, for the desk knows a guest's ticket by it. */
export function deviceId(): string {
  const key = 'support/device';
  const known = localStorage.getItem(key) ?? `web-${newId()}`;
  localStorage.setItem(key, known);
  return known;
}

export function supportFor(identity: Identity | null, side: 'user' | 'desk', { fetch, socket }: { fetch?: Fetch; socket?: SocketSettings } = {}): Support {
  return new Support({
    url: api,
    side,
    deviceId: deviceId(),
    storage: new WebStorageAdapter(localStorage),
    owner: identity?.id ?? 'guest',
    ...(identity && { token: (reason) => identity.token(reason) }),
    ...(fetch && { fetch }),
    ...(socket && { socket }),
  });
}
