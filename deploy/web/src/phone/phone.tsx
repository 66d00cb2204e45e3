import type { InboxEntry, Support, ThreadRef } from '@smipay/support-client';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { supportFor, type Identity } from '../common/identity.ts';
import { Line } from '../common/line.ts';
import { Icon } from '../common/parts.tsx';
import { Ended, SignIn, useIdentity } from '../common/signin.tsx';
import { useAddress, useReadable } from '../common/use.ts';
import { Guest } from './guest.tsx';
import { Lab, LabSmall, useTally } from './lab.tsx';
import { List } from './list.tsx';
import { New } from './new.tsx';
import { Conversation } from './conversation.tsx';

export function Phone() {
  const [address, go] = useAddress();
  const who = address.get('as');
  const { identity, people, problem, signIn } = useIdentity('user', who);
  if (address.get('view') === 'registration') return <Guest back={() => go({ view: null })} />;
  if (!identity) {
    return (
      <SignIn role="user" people={who && !problem && !signIn ? null : people} problem={problem} signIn={signIn} choose={(as) => go({ as })}>
        <button type="button" class="quiet" onClick={() => go({ view: 'registration', as: null })}>
          <Icon name="info" /> I am stuck in registration
        </button>
      </SignIn>
    );
  }
  return <App key={identity.id} identity={identity} address={address} go={go} />;
}

export type Go = (change: Record<string, string | null>, replace?: boolean) => void;

function App({ identity, address, go }: { identity: Identity; address: URLSearchParams; go: Go }) {
  const line = useMemo(() => new Line(), [identity]);
  const support = useMemo(() => supportFor(identity, 'user', { fetch: line.fetch, socket: { transports: [line.transport], reconnectionDelayMax: 2_000 } }), [identity]);
  const tally = useTally(support, line);
  useLayoutEffect(() => {
    void support.start();
    return () => support.stop();
  }, [support]);
  return (
    <div class="stage">
      <main class="phone">
        <Ended identity={identity} />
        <LabSmall line={line} tally={tally} />
        <Views support={support} identity={identity} address={address} go={go} />
      </main>
      <Lab line={line} tally={tally} />
    </div>
  );
}

export const refOf = (text: string | null): ThreadRef | null => {
  const [kind, id, number] = (text ?? '').split('.');
  if ((kind !== 'chat' && kind !== 'ticket') || !id) return null;
  return { kind, id, ...(number && { number }) };
};

export const textOf = (ref: ThreadRef): string => [ref.kind, ref.id, ref.number].filter(Boolean).join('.');

function Views({ support, identity, address, go }: { support: Support; identity: Identity; address: URLSearchParams; go: Go }) {
  const [entry, setEntry] = useState<InboxEntry | null>(null);
  const ref = refOf(address.get('open'));
  const view = address.get('view');
  const open = (to: ThreadRef, from: InboxEntry | null = null) => {
    setEntry(from);
    go({ open: textOf(to), view: null });
  };
  const back = () => go({ open: null, view: null });
  if (ref) return <Conversation key={textOf(ref)} support={support} reference={ref} entry={entry} back={back} />;
  if (view === 'chat' || view === 'ticket') return <New support={support} identity={identity} kind={view} back={back} opened={open} />;
  return <List support={support} identity={identity} open={open} begin={(kind) => go({ view: kind })} leave={() => (identity.signOut ? identity.signOut() : go({ as: null }))} />;
}

export function LineBanner({ support }: { support: Support }) {
  const line = useReadable(support.connection.line);
  const waiting = useReadable(support.outbox.entries).filter((entry) => entry.state === 'waiting' || entry.state === 'sending').length;
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (line === 'online') return;
    const timer = setTimeout(() => setLate(true), 700);
    return () => clearTimeout(timer);
  }, [line]);
  if (line === 'online' || !late) return null;
  return (
    <div class="banner" role="status">
      <Icon name="wifi" />
      No connection. {waiting ? `${waiting} ${waiting === 1 ? 'message waits' : 'messages wait'} to be sent.` : 'What you write is sent when it is back.'}
    </div>
  );
}
