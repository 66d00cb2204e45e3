import { nameOf, type ChatRow, type LiveList, type Query, type ThreadRef, type TicketRow, type ChatPage, type TicketPage } from '@smipay/support-client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar, Badge, Bones, Empty, Icon } from '../common/parts.tsx';
import { useClock, useLive, useReadable } from '../common/use.ts';
import { ago, CHAT_STATUS, CHAT_TONE, DESK_STATUS, STATUS_TONE, SUPPORT_TYPES, typeWord, type Tone } from '../common/words.ts';
import type { Context, Go } from './desk.tsx';

export type QueueKind = 'chats' | 'tickets';

interface Line {
  readonly ref: ThreadRef;
  readonly who: string;
  readonly title: string;
  readonly at: string;
  readonly unread: boolean;
  readonly tags: readonly [string, Tone][];
}

const PAGE = 30;

const STATUSES: Record<QueueKind, [string, string][]> = {
  chats: [['active', 'User waits'], ['waiting_user', 'Answered'], ['closed', 'Closed']],
  tickets: [['open', 'Open'], ...(Object.entries(DESK_STATUS) as [string, string][])],
};

/** What of the address is a question to the API. A view that one likes is an address that one keeps. */
export function queryOf(kind: QueueKind, address: URLSearchParams, me: string): Query {
  const mine = address.get('assigned');
  return {
    limit: PAGE,
    page: Number(address.get('page') ?? 1),
    search: address.get('q') ?? undefined,
    status: address.get('status') ?? undefined,
    assigned_to: mine === 'me' ? me : (mine ?? undefined),
    ...(kind === 'tickets' && { priority: address.get('priority') ?? undefined, support_type: address.get('type') ?? undefined, sort_by: 'updatedAt' }),
  };
}

export function Queue({ context, kind, address, go, open, onReady }: { context: Context; kind: QueueKind; address: URLSearchParams; go: Go; open: ThreadRef | null; onReady: (parts: { search: () => void; move: (by: 1 | -1) => void }) => void }) {
  const { support, identity } = context;
  const query = queryOf(kind, address, identity.id);
  const asked = JSON.stringify(query);
  const list = useLive<LiveList<ChatPage | TicketPage>>(() => (kind === 'chats' ? support.desk.chats(query) : support.desk.tickets(query)) as LiveList<ChatPage | TicketPage>, [support, kind]);
  useEffect(() => {
    if (JSON.stringify(list.query) !== asked) list.ask(query);
  }, [asked, list]);
  const { phase, value, problem } = useReadable(list.state);
  const lines = !value ? [] : 'conversations' in value ? value.conversations.map(ofChat) : value.tickets.map(ofTicket);
  const now = useClock();
  const search = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);

  const select = (ref: ThreadRef) => go({ open: `${ref.kind}.${ref.id}` });
  const move = (by: 1 | -1) => {
    const place = lines.findIndex((line) => line.ref.id === open?.id);
    const next = lines[place < 0 ? 0 : Math.min(Math.max(place + by, 0), lines.length - 1)];
    if (!next) return;
    select(next.ref);
    rows.current?.querySelectorAll<HTMLElement>('.line')[lines.indexOf(next)]?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => onReady({ search: () => search.current?.focus(), move }));

  const [words, setWords] = useState(address.get('q') ?? '');
  useEffect(() => {
    const timer = setTimeout(() => words !== (address.get('q') ?? '') && go({ q: words || null, page: null }, true), 250);
    return () => clearTimeout(timer);
  }, [words]);

  const filter = (name: string, label: string, choices: readonly [string, string][]) => (
    <select aria-label={label} value={address.get(name) ?? ''} onChange={(event) => go({ [name]: event.currentTarget.value || null, page: null })}>
      <option value="">{label}</option>
      {choices.map(([choice, word]) => (
        <option key={choice} value={choice}>
          {word}
        </option>
      ))}
    </select>
  );
  const page = Number(query.page);
  const meta = value?.meta;
  return (
    <section class="queue" aria-label={kind === 'chats' ? 'Chats' : 'Tickets'}>
      <header>
        <div class="row between">
          <h1>{kind === 'chats' ? 'Chats' : 'Tickets'}</h1>
          <span class="muted small number">{meta ? `${meta.total}` : ''}</span>
        </div>
        <div class="search">
          <Icon name="search" />
          <input ref={search} type="search" value={words} aria-label="Search" placeholder="Name, email, phone, number, words" onInput={(event) => setWords(event.currentTarget.value)} />
        </div>
        <div class="filters">
          {filter('status', 'Any status', STATUSES[kind])}
          {filter('assigned', 'Anybody', [['me', 'Mine'], ['unassigned', 'Nobody’s']])}
          {kind === 'tickets' && filter('priority', 'Any priority', [['urgent', 'Urgent'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']])}
          {kind === 'tickets' && filter('type', 'Any type', SUPPORT_TYPES)}
        </div>
      </header>
      <div class="rows" ref={rows}>
        {phase === 'loading' && <Bones rows={6} />}
        {phase === 'failed' && (
          <Empty icon="wifi" title="The list can't be loaded">
            {problem}. It is tried again by itself.
          </Empty>
        )}
        {phase === 'ready' && problem && (
          <p class="banner" role="status">
            <Icon name="wifi" /> This list may be old: {problem}.
          </p>
        )}
        {value && !lines.length && (
          <Empty icon={kind === 'chats' ? 'chat' : 'ticket'} title="Nothing here">
            {address.get('q') || address.get('status') || address.get('assigned') ? 'No conversation fits these filters.' : 'What users write appears here at once.'}
          </Empty>
        )}
        {lines.map((line) => (
          <button key={line.ref.id} type="button" class={`line ${line.unread ? 'unread' : ''}`} aria-current={line.ref.id === open?.id ? 'true' : undefined} onClick={() => select(line.ref)}>
            <Avatar name={line.who} />
            <strong class="clip">{line.who}</strong>
            <span class="row small muted">
              {ago(line.at, now)}
              {line.unread && <span class="dot" role="img" aria-label="unread" />}
            </span>
            <span class="preview clip">{line.title}</span>
            <span class="tags">
              {line.tags.map(([word, tone]) => (
                <Badge key={word} tone={tone}>
                  {word}
                </Badge>
              ))}
            </span>
          </button>
        ))}
      </div>
      {meta && meta.total_pages > 1 && (
        <div class="pager">
          <button type="button" class="small" disabled={page <= 1} onClick={() => go({ page: String(page - 1) })}>
            Newer
          </button>
          {page} of {meta.total_pages}
          <button type="button" class="small" disabled={page >= meta.total_pages} onClick={() => go({ page: String(page + 1) })}>
            Older
          </button>
        </div>
      )}
    </section>
  );
}

const whoOf = (row: { user: ChatRow['user']; email: string | null }): string => nameOf(row.user) ?? row.email ?? 'Somebody';

function ofChat(row: ChatRow): Line {
  const agent = nameOf(row.assigned_admin);
  return {
    ref: { kind: 'chat', id: row.id },
    who: whoOf(row),
    title: `${row.last_message && !row.last_message.is_from_user ? '↩ ' : ''}${row.last_message?.message ?? ''}`,
    at: row.last_message_at,
    unread: row.has_unread && row.status !== 'closed',
    tags: [
      [CHAT_STATUS[row.status], CHAT_TONE[row.status]],
      ...(agent ? [[agent, ''] as [string, Tone]] : row.status === 'closed' ? [] : [['Nobody’s', 'hot'] as [string, Tone]]),
      ...(row.ticket ? [[row.ticket.ticket_number, ''] as [string, Tone]] : []),
    ],
  };
}

function ofTicket(row: TicketRow): Line {
  const agent = nameOf(row.assigned_admin);
  const hot = row.priority === 'urgent' || row.priority === 'high';
  return {
    ref: { kind: 'ticket', id: row.id },
    who: whoOf(row),
    title: row.subject,
    at: row.updatedAt,
    unread: row.unread_by_support ?? false,
    tags: [
      [DESK_STATUS[row.status], STATUS_TONE[row.status]],
      ...(hot ? [[row.priority === 'urgent' ? 'Urgent' : 'High', 'hot'] as [string, Tone]] : []),
      [typeWord(row.support_type), ''],
      ...(agent ? [[agent, ''] as [string, Tone]] : []),
    ],
  };
}
