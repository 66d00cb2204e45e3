import { Refused, type ThreadRef, type UserTicket } from '@smipay/support-client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { supportFor } from '../common/identity.ts';
import { Icon } from '../common/parts.tsx';
import { Conversation } from './conversation.tsx';
import { textOf, refOf } from './phone.tsx';

const KEPT = 'support/registration';

/** Somebody without an account yet: REST only, and this device is what opens the ticket again. */
export function Guest({ back }: { back: () => void }) {
  const support = useMemo(() => supportFor(null, 'user'), []);
  useEffect(() => {
    // Of a ticket too that an earlier visit left unsent nobody else hears the number.
    const stop = support.outbox.onSent((entry, answer) => {
      if (entry.thread !== 'new ticket') return;
      const { id, ticket_number } = (answer as { data: { ticket: UserTicket } }).data.ticket;
      keep({ kind: 'ticket', id, number: ticket_number });
    });
    // Without a token it does not connect; it sends what was left unsent.
    void support.start();
    return () => {
      stop();
      support.stop();
    };
  }, [support]);
  const [ref, setRef] = useState<ThreadRef | null>(refOf(localStorage.getItem(KEPT)));
  const [look, setLook] = useState(0);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const keep = (opened: ThreadRef) => {
    localStorage.setItem(KEPT, textOf(opened));
    setRef(opened);
  };
  const forget = () => {
    localStorage.removeItem(KEPT);
    setRef(null);
  };
  return (
    <div class="stage">
      <main class="phone">
        {ref ? (
          <>
            <Conversation key={`${textOf(ref)} ${look}`} support={support} reference={ref} entry={null} back={forget} />
            <div class="actions">
              <button type="button" onClick={() => setLook(look + 1)}>
                Look for an answer
              </button>
            </div>
          </>
        ) : (
          <>
            <header>
              <button type="button" class="icon quiet" aria-label="Back" onClick={back}>
                <Icon name="back" />
              </button>
              <div class="grow">
                <h1>Stuck in registration?</h1>
                <p class="under">No account is needed.</p>
              </div>
            </header>
            <form
              class="view form"
              onSubmit={(event) => {
                event.preventDefault();
                const form = new FormData(event.currentTarget);
                const text = (name: string) => String(form.get(name) ?? '').trim();
                setBusy(true);
                setProblem('');
                support
                  .openTicket({ subject: text('subject'), description: text('description'), email: text('email'), ...(text('session_id') && { session_id: text('session_id') }) })
                  .then(keep)
                  .catch((error: Error) => setProblem(error instanceof Refused && error.fields[0] ? error.fields[0].message : error.message))
                  .finally(() => setBusy(false));
              }}
            >
              <label class="field">
                Your email
                <input name="email" type="email" required autoComplete="email" />
              </label>
              <label class="field">
                Subject
                <input name="subject" required minLength={5} maxLength={200} placeholder="Stuck at the selfie" />
              </label>
              <label class="field">
                What happened
                <textarea name="description" rows={4} required minLength={10} maxLength={5000} placeholder="The camera step never ends." />
              </label>
              <label class="field">
                Registration, if the app names one
                <input name="session_id" placeholder="reg-42" />
              </label>
              {problem && (
                <p class="banner bad" role="alert">
                  {problem}
                </p>
              )}
              <button type="submit" class="primary" disabled={busy}>
                {busy ? 'Sending…' : 'Ask for help'}
              </button>
            </form>
          </>
        )}
      </main>
    </div>
  );
}
