import { isSettled, type InboxEntry, type Support, type ThreadRef, type ThreadState } from '@smipay/support-client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { draftOf } from '../common/drafts.ts';
import { Composer, Messages, Typing } from '../common/messages.tsx';
import { Bones, Empty, Icon } from '../common/parts.tsx';
import { useReadable } from '../common/use.ts';
import { typeWord, USER_STATUS } from '../common/words.ts';
import { LineBanner } from './phone.tsx';

const SHORTEST = { chat: 1, ticket: 10 };

export function Conversation({ support, reference, entry, back }: { support: Support; reference: ThreadRef; entry: InboxEntry | null; back: () => void }) {
  const thread = useMemo(() => support.open(reference), [support]);
  useEffect(() => () => thread.close(), [thread]);
  const state = useReadable(thread.state);
  const { phase, messages, ticket, typing, more } = state;
  const newest = messages.at(-1);
  useEffect(() => {
    const read = () => {
      if (document.visibilityState === 'visible' && phase === 'ready') thread.markRead();
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [newest?.id, phase, thread]);
  const someoneTypes = typing.some((typist) => typist.isAdmin);
  return (
    <>
      <header>
        <button type="button" class="icon quiet" aria-label="Back to the list" onClick={back}>
          <Icon name="back" />
        </button>
        <div class="grow">
          <h1 class="clip">{ticket?.subject ?? entry?.title ?? 'Chat with support'}</h1>
          <p class="under" id="standing">
            {standing(state)}
            {ticket && <span class="number">· {ticket.ticket_number}</span>}
            {ticket && <span class="clip">· {typeWord(ticket.support_type)}</span>}
          </p>
        </div>
      </header>
      <LineBanner support={support} />
      {phase === 'gone' ? (
        <Empty icon="search" title="There is nothing here">
          It may belong to somebody else.
        </Empty>
      ) : phase === 'loading' && !messages.length ? (
        <div class="view">
          <Bones rows={4} />
        </div>
      ) : (
        <Messages thread={thread} messages={messages} more={more} isMine={(message) => message.fromUser} nameOf={(message) => (message.fromUser ? '' : (message.senderName ?? 'Support'))} readUpTo={null} />
      )}
      <Typing words={someoneTypes ? 'Support is typing…' : ''} />
      <Foot support={support} state={state} thread={thread} />
    </>
  );
}

function standing({ ticket, chatStatus, assignedName }: ThreadState): string {
  if (ticket && chatStatus === null) return USER_STATUS[ticket.status];
  if (chatStatus === 'closed') return ticket && !isSettled(ticket.status) ? USER_STATUS[ticket.status] : 'Closed';
  return assignedName ? `With ${assignedName}` : chatStatus ? 'Waiting for support' : '';
}

function Foot({ support, state, thread }: { support: Support; state: ThreadState; thread: ReturnType<Support['open']> }) {
  const { ticket, chatStatus, rating, phase } = state;
  const draft = useMemo(() => draftOf(support, state.ref), [support]);
  const settled = (chatStatus === null || chatStatus === 'closed') && (ticket ? isSettled(ticket.status) : chatStatus === 'closed');
  if (phase === 'gone') return null;
  if (!settled) {
    return <Composer thread={thread} begun={draft.value.text} onText={(text) => draft.keep({ text, note: false })} label="Your message" placeholder="Write a message" atLeast={chatStatus === null && ticket ? SHORTEST.ticket : SHORTEST.chat} />;
  }
  const what = ticket && isSettled(ticket.status) ? { number: ticket.ticket_number } : { chatId: state.ref.id };
  return rating ? (
    <p class="settled">
      <span class="rated" aria-label={`You rated it ${rating} of 5`}>
        {'★'.repeat(rating)}
      </span>{' '}
      Thank you for your feedback.
    </p>
  ) : (
    <Rating rate={(stars, feedback) => support.rate(what, stars, feedback)} notes={state.resolutionNotes} />
  );
}

function Rating({ rate, notes }: { rate: (stars: number, feedback: string) => Promise<void>; notes: string | null }) {
  const [stars, setStars] = useState(0);
  const [feedback, setFeedback] = useState('');
  const [outcome, setOutcome] = useState('');
  if (outcome) {
    return (
      <p class="settled" role="status" id="thanks">
        {outcome}
      </p>
    );
  }
  return (
    <form
      class="rate"
      onSubmit={(event) => {
        event.preventDefault();
        rate(stars, feedback).then(
          () => setOutcome('Thank you for your feedback.'),
          (error: Error) => setOutcome(error.message),
        );
      }}
    >
      <h2>How did we do?</h2>
      {notes && <p class="small muted">{notes}</p>}
      <div class="stars" role="group" aria-label="Stars">
        {[1, 2, 3, 4, 5].map((star) => (
          <button key={star} type="button" class={star <= stars ? 'on' : ''} aria-label={`${star} of 5`} aria-pressed={star === stars} onClick={() => setStars(star)}>
            <Icon name="star" />
          </button>
        ))}
      </div>
      {stars > 0 && (
        <>
          <textarea rows={2} maxLength={2000} aria-label="What could be better" placeholder="What could be better? (optional)" value={feedback} onInput={(event) => setFeedback(event.currentTarget.value)} />
          <button type="submit" class="primary">
            Send
          </button>
        </>
      )}
    </form>
  );
}
