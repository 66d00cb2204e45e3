import { useEffect, useState } from 'preact/hooks';
import { localIdentity, localPeople, shortName, type Identity, type LocalPerson } from './identity.ts';
import { Avatar, Bones, Icon } from './parts.tsx';
import type { ComponentChildren } from 'preact';

/** Who one is: from the address (`?as=ada`), or chosen. */
export function useIdentity(role: 'user' | 'admin', who: string | null): { identity: Identity | null; people: LocalPerson[] | null; problem: string } {
  const [people, setPeople] = useState<LocalPerson[] | null>(null);
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    void localPeople().then(setPeople);
  }, []);
  useEffect(() => {
    setIdentity(null);
    setProblem('');
    if (!people || !who) return;
    let wanted = true;
    localIdentity(who, role, people).then(
      (found) => wanted && setIdentity(found),
      (error: Error) => wanted && setProblem(error.message),
    );
    return () => {
      wanted = false;
    };
  }, [people, who, role]);
  return { identity, people, problem };
}

export function SignIn({ role, people, problem, choose, children }: { role: 'user' | 'admin'; people: LocalPerson[] | null; problem: string; choose: (who: string) => void; children?: ComponentChildren }) {
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
