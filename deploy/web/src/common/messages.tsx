import type { Message, Thread } from '@smipay/support-client';
import { memo } from 'preact/compat';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, Words } from './parts.tsx';
import { dayOf, timeOf, wholeTime } from './words.ts';

const FATES = { sending: 'Sending…', waiting: 'Waiting for the line…', sent: 'Sent', failed: 'Not sent', received: '' } as const;

interface RowProps {
  message: Message;
  mine: boolean;
  first: boolean;
  who: string;
  day: string | null;
  thread: Thread;
  read: boolean;
}

const Row = memo(function Row({ message, mine, first, who, day, thread, read }: RowProps) {
  const { state, problem, clientId } = message;
  const unsent = state === 'sending' || state === 'waiting';
  return (
    <>
      {day && <li class="day">{day}</li>}
      <li class={`message ${mine ? 'mine' : ''} ${first ? 'first' : ''} ${message.internal ? 'note' : ''} ${unsent ? 'unsent' : ''} ${state === 'failed' ? 'failed' : ''}`}>
        {first && who && <span class="who">{message.internal ? `${who} · note, only for the team` : who}</span>}
        <div class="bubble" title={wholeTime(message.at)}>
          <Words text={message.text} />
        </div>
        {state === 'failed' ? (
          <span class="fate failed" role="status">
            {problem ?? FATES.failed}
            <button type="button" class="retry" onClick={() => void thread.retry(clientId!)}>
              Try again
            </button>
            <button type="button" class="quiet" onClick={() => void thread.discard(clientId!)}>
              Discard
            </button>
          </span>
        ) : unsent ? (
          <span class="fate">{FATES[state]}</span>
        ) : (
          <span class="fate">
            {timeOf(message.at)}
            {read && ' · Read'}
          </span>
        )}
      </li>
    </>
  );
});

/** The last message of this side that the other one has read: who reads also writes, so their mark may be at one of their own. */
function lastRead(messages: readonly Message[], readUpTo: string | null, isMine: (message: Message) => boolean): number {
  let place = readUpTo ? messages.findIndex((message) => message.id === readUpTo) : -1;
  while (place >= 0 && (!isMine(messages[place]!) || messages[place]!.internal)) place--;
  return place;
}

/** @param nameOf who stands above a message; empty where the side says it */
export function Messages({ thread, messages, more, isMine, nameOf, readUpTo }: { thread: Thread; messages: readonly Message[]; more: boolean; isMine: (message: Message) => boolean; nameOf: (message: Message) => string; readUpTo: string | null }) {
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const height = useRef(0);
  const [loading, setLoading] = useState(false);
  const firstId = messages[0]?.id;
  const before = useRef(firstId);

  useLayoutEffect(() => {
    const element = list.current!;
    // What came above must not push away what is read.
    if (before.current !== firstId && !atEnd.current) element.scrollTop += element.scrollHeight - height.current;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    before.current = firstId;
    height.current = element.scrollHeight;
  }, [messages]);

  useEffect(() => {
    const element = list.current!;
    const observer = new ResizeObserver(() => atEnd.current && (element.scrollTop = element.scrollHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const scrolled = () => {
    const element = list.current!;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    if (element.scrollTop < 200 && more && !loading) {
      setLoading(true);
      thread.older().catch(() => undefined).finally(() => setLoading(false));
    }
  };

  const readPlace = lastRead(messages, readUpTo, isMine);
  let lastDay = '';
  let lastKey = '';
  return (
    <ol class="messages" ref={list} onScroll={scrolled} tabIndex={0} aria-label="Messages" aria-live="polite" aria-relevant="additions">
      {more && (
        <li class="day">
          <button type="button" class="small" disabled={loading} onClick={() => void thread.older()}>
            {loading ? 'Loading…' : 'Earlier messages'}
          </button>
        </li>
      )}
      {messages.map((message, place) => {
        const day = dayOf(message.at);
        const mine = isMine(message);
        const who = nameOf(message);
        const key = `${mine} ${who} ${message.internal}`;
        const newDay = day !== lastDay;
        const first = newDay || key !== lastKey;
        lastDay = day;
        lastKey = key;
        return <Row key={message.clientId ?? message.id} message={message} mine={mine} first={first} who={who} day={newDay ? day : null} thread={thread} read={place === readPlace} />;
      })}
    </ol>
  );
}

export const Typing = ({ words }: { words: string }) => (
  <div class="typing" role="status">
    {words && (
      <>
        <span class="wave" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {words}
      </>
    )}
  </div>
);

interface ComposerProps {
  thread: Thread;
  label: string;
  placeholder: string;
  note?: boolean;
  atLeast?: number;
  begun?: string;
  onText?: (text: string) => void;
  onFocusWanted?: (focus: () => void) => void;
}

/** One field for what is said; Enter sends, Shift+Enter is a new line. */
export function Composer({ thread, label, placeholder, note = false, atLeast = 1, begun = '', onText, onFocusWanted }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, write] = useState(begun);
  const setText = (written: string) => {
    write(written);
    onText?.(written);
  };
  const [problem, setProblem] = useState('');
  const short = [...text.trim()].length < atLeast;
  useEffect(() => onFocusWanted?.(() => field.current?.focus()), []);
  useLayoutEffect(() => {
    const element = field.current!;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight + 2, 160)}px`;
  }, [text]);
  const send = () => {
    if (!text.trim()) return;
    if (short) return setProblem(`At least ${atLeast} characters`);
    setText('');
    setProblem('');
    thread.send(text, { internal: note }).catch((error: Error) => {
      // Beside what was begun meanwhile.
      setText([text, field.current?.value].filter(Boolean).join('\n'));
      setProblem(error.message);
    });
  };
  return (
    <form
      class={`composer ${note ? 'note' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={label}
        placeholder={placeholder}
        maxLength={5000}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setProblem('');
          thread.keystroke(note);
        }}
        onBlur={() => thread.stopTyping()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            send();
          }
        }}
      />
      <button type="submit" class="primary icon" aria-label={note ? 'Add note' : 'Send'} disabled={!text.trim()}>
        <Icon name="send" />
      </button>
      {problem && (
        <p class="problem small" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
