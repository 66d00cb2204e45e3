import type { Agent, Support, ThreadRef } from '@smipay/support-client';
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { supportFor, type Identity } from '../common/identity.ts';
import { Avatar, Bones, Dialog, Empty, Icon, type IconName } from '../common/parts.tsx';
import { Ended, SignIn, useIdentity } from '../common/signin.tsx';
import { useAddress, useLive, useReadable } from '../common/use.ts';
import { useKeys } from './keys.ts';
import { OpenForCaller } from './dialogs.tsx';
import { Queue, type QueueKind } from './queue.tsx';
import { Work } from './work.tsx';

/** With the library that draws them, which nobody needs to answer somebody. */
const Figures = lazy(async () => ({ default: (await import('./figures.tsx')).Figures }));

export function DeskPage() {
  const [address, go] = useAddress();
  const who = address.get('as');
  const { identity, people, problem, signIn } = useIdentity('admin', who);
  if (!identity) return <SignIn role="admin" people={who && !problem && !signIn ? null : people} problem={problem} signIn={signIn} choose={(as) => go({ as })} />;
  return <Desk key={identity.id} identity={identity} address={address} go={go} />;
}

export type Go = (change: Record<string, string | null>, replace?: boolean) => void;

export interface Context {
  readonly support: Support;
  readonly identity: Identity;
  readonly agents: readonly Agent[];
  /** @param open a conversation that it is about, which is offered then */
  say(words: string, open?: string): void;
  refreshAgents(): void;
}

const refOf = (text: string | null): ThreadRef | null => {
  const [kind, id] = (text ?? '').split('.');
  return (kind === 'chat' || kind === 'ticket') && id ? { kind, id } : null;
};

const VIEWS: readonly { view: string; icon: IconName; word: string }[] = [
  { view: 'chats', icon: 'chat', word: 'Chats' },
  { view: 'tickets', icon: 'ticket', word: 'Tickets' },
  { view: 'figures', icon: 'chart', word: 'Figures' },
];

function Desk({ identity, address, go }: { identity: Identity; address: URLSearchParams; go: Go }) {
  const support = useMemo(() => supportFor(identity, 'desk', { socket: { reconnectionDelayMax: 4_000 } }), [identity]);
  useLayoutEffect(() => {
    void support.start();
    return () => support.stop();
  }, [support]);
  const agentList = useLive(() => support.desk.agents(), [support]);
  const agents = useReadable(agentList.state).value ?? [];
  const [toasts, setToasts] = useState<{ id: number; words: string; open?: string }[]>([]);
  const context = useMemo<Context>(
    () => ({
      support,
      identity,
      agents,
      refreshAgents: () => agentList.refresh(),
      say: (words, open) => {
        const id = Math.random();
        setToasts((before) => [...before.slice(-2), { id, words, open }]);
        setTimeout(() => setToasts((before) => before.filter((toast) => toast.id !== id)), open ? 30_000 : 5_000);
      },
    }),
    [support, identity, agents],
  );
  const view = address.get('view') ?? 'chats';
  const open = refOf(address.get('open'));
  const [help, setHelp] = useState(false);
  const [opening, setOpening] = useState(false);
  const unclaimed = useUnclaimed(support);
  const focus = useRef<{ search?: () => void; reply?: (note: boolean) => void; move?: (by: 1 | -1) => void }>({});

  useKeys({
    '?': () => setHelp(true),
    '/': () => focus.current.search?.(),
    j: () => focus.current.move?.(1),
    k: () => focus.current.move?.(-1),
    r: () => focus.current.reply?.(false),
    n: () => focus.current.reply?.(true),
    g: () => go({ view: view === 'chats' ? 'tickets' : 'chats', open: null, status: null }),
  });

  useEffect(
    () =>
      support.connection.on<{ from_admin_name: string; conversation_id: string }>('handover_requested', ({ from_admin_name, conversation_id }) => {
        const chat = `chat.${conversation_id}`;
        context.say(`${from_admin_name} hands a chat over to you`, open ? chat : undefined);
        // Nobody is torn out of what they write.
        if (!open) go({ view: 'chats', open: chat });
      }),
    [support, !open],
  );

  return (
    <div class={`desk ${open ? 'reading' : ''}`}>
      <div class="banners">
        <Ended identity={identity} />
        <LineBanner support={support} />
      </div>
      <nav class="rail" aria-label="Views">
        {VIEWS.map(({ view: name, icon, word }) => (
          <button key={name} type="button" class="quiet" aria-current={view === name ? 'page' : undefined} aria-label={name === 'chats' && unclaimed ? `${word}, ${atMost99(unclaimed)} nobody has` : word} title={word} onClick={() => go({ view: name, open: null, status: null, page: null })}>
            <Icon name={icon} />
            {name === 'chats' && unclaimed > 0 && <span class="count">{atMost99(unclaimed)}</span>}
          </button>
        ))}
        <button type="button" class="quiet" aria-label="Open a ticket for a caller" title="Open a ticket for a caller" onClick={() => setOpening(true)}>
          <Icon name="plus" />
        </button>
        <span class="grow" />
        <button type="button" class="quiet" aria-label="Keys" title="Keys (?)" onClick={() => setHelp(true)}>
          <Icon name="keyboard" />
        </button>
        <button type="button" class="quiet" title={`${identity.name}: leave`} onClick={() => (identity.signOut ? identity.signOut() : go({ as: null, open: null }))}>
          <Avatar name={identity.name} small />
          <span class="sr">Leave, you are {identity.name}</span>
        </button>
      </nav>
      {view === 'figures' ? (
        <Suspense fallback={<Bones rows={6} />}>
          <Figures context={context} />
        </Suspense>
      ) : (
        <>
          <Queue key={view} context={context} kind={view as QueueKind} address={address} go={go} open={open} onReady={(parts) => Object.assign(focus.current, parts)} />
          {open ? (
            <Work key={address.get('open')} context={context} reference={open} go={go} onReady={(reply) => (focus.current.reply = reply)} />
          ) : (
            <main class="work">
              <Empty icon="chat" title={`Good to see you, ${identity.name.split(' ')[0]}`}>
                Choose a conversation on the left, or press <kbd>j</kbd>. All keys: <kbd>?</kbd>
              </Empty>
            </main>
          )}
        </>
      )}
      {help && <Help close={() => setHelp(false)} />}
      {opening && <OpenForCaller context={context} close={() => setOpening(false)} opened={(id) => go({ view: 'tickets', open: `ticket.${id}` })} />}
      <div class="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} class="card">
            {toast.words}
            {toast.open && (
              <button type="button" class="small" onClick={() => go({ view: 'chats', open: toast.open! })}>
                Open
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How many chats nobody has: right after any cut, for it is asked for. */
function useUnclaimed(support: Support): number {
  const list = useLive(() => support.desk.chats({ limit: 1 }), [support]);
  const count = useReadable(list.state).value?.analytics.unassigned ?? 0;
  useEffect(() => {
    document.title = `${count ? `(${count}) ` : ''}Desk · Support`;
  }, [count]);
  return count;
}

function LineBanner({ support }: { support: Support }) {
  const line = useReadable(support.connection.line);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (line === 'online') return;
    const timer = setTimeout(() => setLate(true), 900);
    return () => clearTimeout(timer);
  }, [line]);
  if (!late || line === 'online') return null;
  return (
    <div class="banner" role="status">
      <Icon name="wifi" /> No connection. What you see may be old; what you write is sent when it is back.
    </div>
  );
}

const KEYS: readonly [string, string][] = [
  ['j  k', 'next, previous conversation'],
  ['r', 'reply'],
  ['n', 'note, only for the team'],
  ['/', 'search'],
  ['g', 'chats or tickets'],
  ['c', 'claim a chat, take a ticket'],
  ['Esc', 'leave a field'],
  ['?', 'these keys'],
];

const Help = ({ close }: { close: () => void }) => (
  <Dialog title="Keys" close={close}>
    <div class="keys">
      {KEYS.map(([key, words]) => (
        <>
          <span class="row">
            {key.split('  ').map((each) => (
              <kbd key={each}>{each}</kbd>
            ))}
          </span>
          <span>{words}</span>
        </>
      ))}
    </div>
  </Dialog>
);

/** What is read out is what stands there. */
function atMost99(count: number): string {
  return count > 99 ? '99+' : String(count);
}
