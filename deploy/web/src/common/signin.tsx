import { useLayoutEffect, useState } from 'preact/hooks';
import { localIdentity, pageSettings, shortName, type Identity, type LocalPerson } from './identity.ts';
import { Avatar, Bones, Icon } from './parts.tsx';
import type { ComponentChildren } from 'preact';

export interface SignedIn {
  readonly identity: Identity | null;
  /** Whom one may choose; null until that is known. */
  readonly people: LocalPerson[] | null;
  readonly problem: string;
  /** To the issuer, where the settings name one. */
  readonly signIn: (() => Promise<void>) | null;
}

/**
 * Who one is: as the issuer says, or on one's own machine from the address (`?as=ada`), or chosen.
 * @param mayLeave whether this page is one that the issuer leads back to
 */
export function useIdentity(role: 'user' | 'admin', who: string | null, mayLeave = true): SignedIn {
  const [people, setPeople] = useState<LocalPerson[] | null>(null);
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [problem, setProblem] = useState('');
  const [signIn, setSignIn] = useState<SignedIn['signIn']>(null);
  // Before anything is painted: another frame is long on a slow machine, and who is asked for first is seen first.
  useLayoutEffect(() => {
    const find = async () => {
      const { openid, people: here } = await pageSettings();
      if (!openid || !mayLeave) return setPeople(here ?? []);
      // Nobody else needs the library.
      const { OpenId } = await import('./openid.ts');
      const issuer = new OpenId(openid);
      setSignIn(() => () => issuer.begin().catch((error: Error) => setProblem(`The sign-in can't be reached: ${error.message}`)));
      setIdentity(await issuer.resume(role));
      setPeople([]);
    };
    find().catch((error: Error) => {
      setProblem(`You are not signed in: ${error.message}`);
      setPeople([]);
    });
  }, []);
  useLayoutEffect(() => {
    if (!people || signIn) return;
    setIdentity(null);
    setProblem('');
    if (!who) return;
    let wanted = true;
    localIdentity(who, role, people).then(
      (found) => wanted && setIdentity(found),
      (error: Error) => wanted && setProblem(error.message),
    );
    return () => {
      wanted = false;
    };
  }, [people, signIn, who, role]);
  return { identity, people, problem, signIn };
}

export function SignIn({ role, people, problem, signIn, choose, children }: Omit<SignedIn, 'identity'> & { role: 'user' | 'admin'; choose: (who: string) => void; children?: ComponentChildren }) {
  const mine = people?.filter((person) => person.role === role);
  return (
    <main class="signin">
      <div class="card stack">
        <div>
          <h1>Who are you?</h1>
          <p class="muted">{role === 'admin' ? 'The desk is for agents.' : 'This is the phone of a user.'}</p>
        </div>
        {problem && (
          <p class="banner bad" role="alert">
            {problem}
          </p>
        )}
        {!mine ? (
          <Bones rows={2} />
        ) : signIn ? (
          <button type="button" class="primary" onClick={() => void signIn()}>
            Sign in
          </button>
        ) : mine.length ? (
          <>
            <div class="people">
              {mine.map((person) => (
                <button key={person.id} type="button" onClick={() => choose(shortName(person.name))}>
                  <Avatar name={person.name} />
                  <span class="grow">
                    <strong>{person.name}</strong>
                    <br />
                    <small class="muted">{person.email}</small>
                  </span>
                </button>
              ))}
            </div>
            <form
              class="row"
              onSubmit={(event) => {
                event.preventDefault();
                const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
                if (name) choose(name);
              }}
            >
              <input name="name" placeholder="Somebody else" aria-label="Name of somebody else" maxLength={60} />
              <button type="submit">Go</button>
            </form>
          </>
        ) : (
          <p class="muted">
            <Icon name="info" /> Nobody can be signed in here: this address is not the machine that the desk runs on, or signing in is turned off.
          </p>
        )}
        {children}
      </div>
    </main>
  );
}

/** Tokens come no more: what is read may be old, and what is written waits. */
export function Ended({ identity }: { identity: Identity }) {
  const [ended, setEnded] = useState(false);
  useLayoutEffect(() => identity.ended?.subscribe(setEnded), [identity]);
  if (!ended) return null;
  return (
    <div class="banner bad" role="alert">
      <span class="grow">Your sign-in has ended. What you write is kept, and sent when you are back.</span>
      <button type="button" class="small" onClick={() => void identity.signInAgain?.()}>
        Sign in again
      </button>
    </div>
  );
}
