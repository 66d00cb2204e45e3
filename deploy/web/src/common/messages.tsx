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

interface Sides {
  thread: Thread;
  isMine: (message: Message) => boolean;
  /** Who stands above a message; empty where the side says it. */
  nameOf: (message: Message) => string;
}

interface PartProps extends Sides {
  messages: readonly Message[];
  /** The one before them. */
  before: Message | undefined;
  read: Message | undefined;
  today: string;
}

/** So many messages are looked at together, or not at all where nothing of them has changed. */
const PART = 50;

const Part = memo(
  function Part({ messages, before, read, thread, isMine, nameOf }: PartProps) {
    const keyOf = (message: Message) => `${isMine(message)} ${nameOf(message)} ${message.internal}`;
    return (
      <>
        {messages.map((message, place) => {
          const last = messages[place - 1] ?? before;
          const day = dayOf(message.at);
          const newDay = !last || day !== dayOf(last.at);
          const first = newDay || keyOf(message) !== keyOf(last);
          return <Row key={message.clientId ?? message.id} message={message} mine={isMine(message)} first={first} who={nameOf(message)} day={newDay ? day : null} thread={thread} read={message === read} />;
        })}
      </>
    );
  },
  ({ messages: one, ...these }, { messages: other, ...those }) =>
    (Object.keys(these) as (keyof typeof these)[]).every((name) => these[name] === those[name]) && one.length === other.length && one.every((message, place) => message === other[place]),
);

/** @param offset how many have come before what was first at first: parts begin where they began, whatever comes before them */
function partsOf(messages: readonly Message[], offset: number): { key: number; from: number; messages: readonly Message[] }[] {
  const parts = [];
  let key = -Math.ceil(offset / PART);
  for (let from = 0, to = offset % PART || PART; from < messages.length; from = to, to += PART) parts.push({ key: key++, from, messages: messages.slice(from, to) });
  return parts;
}

/** The last message of this side that the other one has read: who reads also writes, so their mark may be at one of their own. */
function lastRead(messages: readonly Message[], readUpTo: string | null, isMine: (message: Message) => boolean): Message | undefined {
  let place = readUpTo ? messages.findIndex((message) => message.id === readUpTo) : -1;
  while (place >= 0 && (!isMine(messages[place]!) || messages[place]!.internal)) place--;
  return messages[place];
}

export function Messages({ messages, more, readUpTo, ...sides }: Sides & { messages: readonly Message[]; more: boolean; readUpTo: string | null }) {
  const { thread, isMine } = sides;
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const height = useRef(0);
  const [loading, setLoading] = useState(false);
  const firstId = messages[0]?.id;
  const before = useRef(firstId);
  const origin = useRef({ firstId, offset: 0 });
  if (origin.current.firstId !== firstId) {
    const place = messages.findIndex((message) => message.id === origin.current.firstId);
    origin.current = { firstId, offset: place > 0 ? origin.current.offset + place : 0 };
  }

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

  const older = () => {
    setLoading(true);
    thread.older().catch(() => undefined).finally(() => setLoading(false));
  };
  const scrolled = () => {
    const element = list.current;
    // A scroll is told in the next frame, when another conversation may stand there.
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    if (element.scrollTop < 200 && more && !loading) older();
  };

  const read = lastRead(messages, readUpTo, isMine);
  const today = new Date().toDateString();
  return (
    <ol class="messages" ref={list} onScroll={scrolled} tabIndex={0} aria-label="Messages" aria-live={loading ? 'off' : 'polite'} aria-relevant="additions">
      {more && (
        <li class="day">
          <button type="button" class="small" disabled={loading} onClick={older}>
            {loading ? 'Loading…' : 'Earlier messages'}
          </button>
        </li>
      )}
      {partsOf(messages, origin.current.offset).map((part) => (
        <Part key={part.key} {...sides} messages={part.messages} before={messages[part.from - 1]} read={read && part.messages.includes(read) ? read : undefined} today={today} />
      ))}
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
    // Whoever pressed the button goes on writing too.
    field.current?.focus();
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
