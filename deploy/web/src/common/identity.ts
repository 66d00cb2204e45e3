import { newId, Support, WebStorageAdapter, type Fetch, type SocketSettings } from '@smipay/support-client';

/** Who sits in front of the page. No token is kept: it is asked for anew, and lives in memory. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly role: 'user' | 'admin';
  token(): Promise<string>;
}

export interface LocalPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: 'user' | 'admin';
}

/** Those whom the stack of this machine signs for; empty everywhere else. */
export async function localPeople(): Promise<LocalPerson[]> {
  try {
    const answer = await fetch('/local/people');
    return answer.ok ? ((await answer.json()) as { people: LocalPerson[] }).people : [];
  } catch {
    return [];
  }
}

async function localToken(wish: object): Promise<{ token: string; person: LocalPerson }> {
  const answer = await fetch('/local/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wish) });
  if (!answer.ok) throw new Error('This machine signs for nobody');
  return (await answer.json()) as { token: string; person: LocalPerson };
}

/** @param who the first name of a known one, or any other name */
export async function localIdentity(who: string, role: 'user' | 'admin', people: LocalPerson[]): Promise<Identity> {
  const known = people.find((person) => person.role === role && person.name.toLowerCase().split(' ')[0] === who.toLowerCase());
  const wish = known ? { id: known.id } : { name: who, role };
  const { person } = await localToken(wish);
  return { id: person.id, name: person.name, role, token: async () => (await localToken(wish)).token };
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
    url: location.origin,
    side,
    deviceId: deviceId(),
    storage: new WebStorageAdapter(localStorage),
    owner: identity?.id ?? 'guest',
    ...(identity && { token: () => identity.token() }),
    ...(fetch && { fetch }),
    ...(socket && { socket }),
  });
}
