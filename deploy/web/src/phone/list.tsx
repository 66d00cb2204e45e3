import type { InboxEntry, Support, ThreadRef } from '@smipay/support-client';
import type { Identity } from '../common/identity.ts';
import { Avatar, Badge, Bones, Empty, Icon } from '../common/parts.tsx';
import { useClock, useLive, useReadable } from '../common/use.ts';
import { ago, STATUS_TONE, typeWord, USER_STATUS } from '../common/words.ts';
import { LineBanner } from './phone.tsx';

export function List({ support, identity, open, begin, leave }: { support: Support; identity: Identity; open: (ref: ThreadRef, entry: InboxEntry) => void; begin: (kind: 'chat' | 'ticket') => void; leave: () => void }) {
  const list = useLive(() => support.inbox(), [support]);
  const { phase, value, problem } = useReadable(list.state);
  const waiting = useReadable(support.outbox.entries).filter((entry) => entry.thread.startsWith('new '));
  const now = useClock();
  return (
    <>
      <header>
        <div class="grow">
          <h1>Help &amp; Support</h1>
          <p class="under">Hello {identity.name.split(' ')[0]}, how can we help?</p>
        </div>
        <button type="button" class="icon quiet" onClick={leave}>
          <Avatar name={identity.name} small />
          <span class="sr">Leave, you are {identity.name}</span>
        </button>
      </header>
      <LineBanner support={support} />
      <div class="view">
        {waiting.map((entry) => (
          <div key={entry.key} class="tile">
            <strong class="clip">{entry.text}</strong>
            <Badge tone="wait">Waiting to be sent</Badge>
          </div>
        ))}
        {phase === 'loading' && <Bones rows={3} />}
        {phase === 'failed' && (
          <Empty icon="wifi" title="The list can't be loaded">
            {problem}. It is tried again by itself.
          </Empty>
        )}
        {value?.length === 0 && !waiting.length && (
          <Empty icon="chat" title="Nothing here yet">
            Write to us at once, or open a ticket. A person answers.
          </Empty>
        )}
        {value?.map((entry) => <Tile key={entry.ref.id} entry={entry} now={now} open={() => open(entry.ref, entry)} />)}
      </div>
      <div class="actions">
        <button type="button" onClick={() => begin('ticket')}>
          <Icon name="ticket" /> New ticket
        </button>
        <button type="button" class="primary" onClick={() => begin('chat')}>
          <Icon name="chat" /> Write to us
        </button>
      </div>
    </>
  );
}

function Tile({ entry, now, open }: { entry: InboxEntry; now: number; open: () => void }) {
  const { ticketStatus, chatStatus } = entry;
  return (
    <button type="button" class={`tile ${entry.unread ? 'unread' : ''}`} onClick={open}>
      <strong class="clip">{entry.title}</strong>
      <span class="row small muted">
        {ago(entry.at, now)}
        {entry.unread && <span class="dot" role="img" aria-label="unread" />}
      </span>
      <span class="preview clip">
        {entry.previewFromUser ? 'You: ' : ''}
        {entry.preview}
      </span>
      <span class="under">
        {ticketStatus ? <Badge tone={STATUS_TONE[ticketStatus]}>{USER_STATUS[ticketStatus]}</Badge> : <Badge tone={chatStatus === 'closed' ? '' : entry.agent ? 'work' : 'wait'}>{chatStatus === 'closed' ? 'Closed' : entry.agent ? `With ${entry.agent.split(' ')[0]}` : 'Waiting for support'}</Badge>}
        {entry.supportType && <span>{typeWord(entry.supportType)}</span>}
        {entry.number && <span class="number">{entry.number}</span>}
        {entry.rating && (
          <span class="rated" aria-label={`rated ${entry.rating} of 5`}>
            {'★'.repeat(entry.rating)}
          </span>
        )}
      </span>
    </button>
  );
}
