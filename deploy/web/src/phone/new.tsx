import { Refused, type Support, type SupportType, type ThreadRef } from '@smipay/support-client';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Identity } from '../common/identity.ts';
import { Icon } from '../common/parts.tsx';
import { SUPPORT_TYPES } from '../common/words.ts';
import { LineBanner } from './phone.tsx';

export function New({ support, identity, kind, back, opened }: { support: Support; identity: Identity; kind: 'chat' | 'ticket'; back: () => void; opened: (ref: ThreadRef) => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);
  const send = (opening: Promise<ThreadRef>) => {
    setBusy(true);
    setProblem('');
    opening
      .then((ref) => here.current && opened(ref))
      .catch((error: Error) => here.current && (setProblem(error instanceof Refused && error.fields[0] ? error.fields[0].message : error.message), setBusy(false)));
  };
  return (
    <>
      <header>
        <button type="button" class="icon quiet" aria-label="Back to the list" onClick={back}>
          <Icon name="back" />
        </button>
        <h1>{kind === 'chat' ? 'Write to us' : 'New ticket'}</h1>
      </header>
      <LineBanner support={support} />
      <form
        class="view form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string) => String(form.get(name) ?? '').trim();
          if (kind === 'chat') return send(support.startChat(text('message')));
          send(
            support.openTicket({
              subject: text('subject'),
              description: text('description'),
              email: support.session.me.value?.email ?? '',
              support_type: text('support_type') as SupportType,
              ...(text('related_transaction_id') && { related_transaction_id: text('related_transaction_id') }),
            }),
          );
        }}
      >
        {kind === 'chat' ? (
          <label class="field">
            What can we do for you, {identity.name.split(' ')[0]}?
            <textarea name="message" rows={5} required maxLength={5000} autoFocus placeholder="Is my money gone?" />
          </label>
        ) : (
          <>
            <label class="field">
              Subject
              <input name="subject" required minLength={5} maxLength={200} autoFocus placeholder="My transfer is stuck" />
            </label>
            <label class="field">
              What happened
              <textarea name="description" rows={5} required minLength={10} maxLength={5000} placeholder="₦50,000 left my wallet an hour ago." />
            </label>
            <label class="field">
              It is about
              <select name="support_type">
                {SUPPORT_TYPES.filter(([type]) => type !== 'REGISTRATION_ISSUE').map(([type, word]) => (
                  <option key={type} value={type}>
                    {word}
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              Transaction, if it is about one
              <input name="related_transaction_id" maxLength={100} />
            </label>
          </>
        )}
        {problem && (
          <p class="banner bad" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy}>
          {busy ? 'Sending…' : kind === 'chat' ? 'Send' : 'Open the ticket'}
        </button>
      </form>
    </>
  );
}
