import { nameOf, type SupportType, type TicketOfChat } from '@smipay/support-client';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../common/parts.tsx';
import { SUPPORT_TYPES } from '../common/words.ts';
import type { Context } from './desk.tsx';

const textOf = (form: HTMLFormElement) => {
  const data = new FormData(form);
  return (name: string) => String(data.get(name) ?? '').trim();
};

const Types = () => (
  <label class="field">
    Type
    <select name="support_type">
      {SUPPORT_TYPES.map(([type, word]) => (
        <option key={type} value={type}>
          {word}
        </option>
      ))}
    </select>
  </label>
);

export const Resolve = ({ close, resolve }: { close: () => void; resolve: (notes: string) => void }) => (
  <Dialog title="Resolve" close={close}>
    <form
      onSubmit={(event) => {
        event.preventDefault();
        resolve(textOf(event.currentTarget)('notes'));
        close();
      }}
    >
      <label class="field">
        What solved it? The user reads this.
        <textarea name="notes" rows={3} maxLength={2000} autoFocus />
      </label>
      <button type="submit" class="primary">
        Resolve
      </button>
    </form>
  </Dialog>
);

export function HandOver({ context, close, handOver }: { context: Context; close: () => void; handOver: (to: string, reason: string) => void }) {
  useEffect(() => context.refreshAgents(), []);
  const others = context.agents.filter((agent) => agent.id !== context.identity.id);
  return (
    <Dialog title="Hand over" close={close}>
      {others.length ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const text = textOf(event.currentTarget);
            handOver(text('to'), text('reason'));
            close();
          }}
        >
          <label class="field">
            To
            <select name="to" autoFocus>
              {others.map((agent) => (
                <option key={agent.id} value={agent.id}>
                  {nameOf(agent) ?? agent.id.slice(0, 8)} {agent.online ? '· online' : '· away'} · {agent.open_conversations} open
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            Why
            <input name="reason" maxLength={500} placeholder="You know the bank" />
          </label>
          <button type="submit" class="primary">
            Ask them
          </button>
        </form>
      ) : (
        <p class="muted">No other agent has been here yet.</p>
      )}
    </Dialog>
  );
}

export const MakeTicket = ({ close, make }: { close: () => void; make: (ticket: TicketOfChat) => void }) => (
  <Dialog title="Make a ticket" close={close}>
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = textOf(event.currentTarget);
        make({ subject: text('subject'), description: text('description'), support_type: text('support_type') as SupportType });
        close();
      }}
    >
      <label class="field">
        Subject
        <input name="subject" required minLength={5} maxLength={200} autoFocus />
      </label>
      <label class="field">
        What has to be done
        <textarea name="description" rows={3} required minLength={10} maxLength={5000} />
      </label>
      <Types />
      <button type="submit" class="primary">
        Make it
      </button>
    </form>
  </Dialog>
);

export function OpenForCaller({ context, close, opened }: { context: Context; close: () => void; opened: (id: string) => void }) {
  const [problem, setProblem] = useState('');
  return (
    <Dialog title="Open a ticket for a caller" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = textOf(event.currentTarget);
          context.support.desk
            .openForCaller({ subject: text('subject'), description: text('description'), email: text('email'), ...(text('phone_number') && { phone_number: text('phone_number') }), support_type: text('support_type') as SupportType })
            .then((row) => {
              opened(row.id);
              close();
            })
            .catch((error: Error) => setProblem(error.message));
        }}
      >
        <label class="field">
          Their email
          <input name="email" type="email" required autoFocus />
        </label>
        <label class="field">
          Their phone
          <input name="phone_number" inputMode="tel" />
        </label>
        <label class="field">
          Subject
          <input name="subject" required minLength={5} maxLength={200} />
        </label>
        <label class="field">
          What they say
          <textarea name="description" rows={3} required minLength={10} maxLength={5000} />
        </label>
        <Types />
        {problem && (
          <p class="banner bad" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="primary">
          Open it
        </button>
      </form>
    </Dialog>
  );
}
