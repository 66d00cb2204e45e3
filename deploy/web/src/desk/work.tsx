import { isSettled, nameOf, type ChatDetail, type Priority, type Thread, type ThreadRef, type ThreadState, type TicketDetail, type TicketStatus } from '@smipay/support-client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { draftOf, type KeptDraft } from '../common/drafts.ts';
import { Composer, Messages, Typing } from '../common/messages.tsx';
import { Badge, Bones, Empty, Icon } from '../common/parts.tsx';
import { useReadable } from '../common/use.ts';
import { CHAT_STATUS, CHAT_TONE, DESK_STATUS, typeWord } from '../common/words.ts';
import type { Context, Go } from './desk.tsx';
import { HandOver, MakeTicket, Resolve } from './dialogs.tsx';
import { useKeys } from './keys.ts';
import { Side } from './side.tsx';

export type Detail = (TicketDetail & Partial<ChatDetail>) | (ChatDetail & Partial<TicketDetail>);

export function Work({ context, reference, go, onReady }: { context: Context; reference: ThreadRef; go: Go; onReady: (reply: (note: boolean) => void) => void }) {
  const { support } = context;
  const thread = useMemo(() => support.open(reference), [support]);
  useEffect(() => {
    thread.look();
    return () => thread.close();
  }, [thread]);
  const state = useReadable(thread.state);
  const [side, setSide] = useState(false);
  const draft = useMemo(() => draftOf(support, reference), [support]);
  const [note, setNote] = useState(draft.value.note);
  const focus = useRef<() => void>(() => undefined);
  const detail = state.detail as Detail | null;
  useReload(thread, state, support);

  useEffect(
    () =>
      onReady((wanted) => {
        setNote(wanted);
        requestAnimationFrame(() => focus.current());
      }),
    [],
  );

  const person = nameOf(detail?.user) ?? detail?.email ?? 'Somebody';
  const writing = state.typing.filter((typist) => typist.isAdmin).map((typist) => typist.userId);
  const looking = state.looking.filter((agent) => !writing.includes(agent));
  const stranger = [...writing, ...looking].some((id) => !context.agents.some((agent) => agent.id === id));
  useEffect(() => {
    if (stranger) context.refreshAgents();
  }, [stranger]);
  const named = (ids: readonly string[]) => ids.map((id) => nameOf(context.agents.find((agent) => agent.id === id)) ?? 'Another agent');
  if (state.phase === 'gone') {
    return (
      <main class="work">
        <Empty icon="search" title="There is no such conversation" />
      </main>
    );
  }
  return (
    <>
      <main class="work" aria-label={`Conversation with ${person}`}>
        <Head context={context} thread={thread} state={state} person={person} back={() => go({ open: null })} showSide={() => setSide(!side)} />
        {writing.length + looking.length > 0 && (
          <p class="others" role="status">
            <Icon name="info" /> {[doing(named(writing), 'writing'), doing(named(looking), 'looking')].filter(Boolean).join(', ')}
          </p>
        )}
        {state.phase === 'loading' ? (
          <div class="messages">
            <Bones rows={5} />
          </div>
        ) : (
          <Messages thread={thread} messages={state.messages} more={state.more} isMine={(message) => !message.fromUser} nameOf={(message) => message.senderName ?? (message.fromUser ? person : 'Support')} readUpTo={state.readUpTo} />
        )}
        <Typing words={state.typing.some((typist) => !typist.isAdmin) ? `${person} is typing…` : ''} />
        <Reply context={context} thread={thread} state={state} draft={draft} note={note} setNote={setNote} onFocus={(set) => (focus.current = set)} />
      </main>
      <Side context={context} state={state} detail={detail} person={person} open={side} close={() => setSide(false)} />
    </>
  );
}

const doing = (names: readonly string[], what: string): string => (names.length ? `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} ${what}` : '');

/** What only REST tells (history, who resolved it) is asked for again when a fact has changed. */
function useReload(thread: Thread, state: ThreadState, support: Context['support']): void {
  const facts = [state.ticket?.status, state.assignedTo, state.chatStatus, state.handover?.id, state.ticket?.ticket_number].join();
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (state.phase !== 'ready') return;
    if (before.current !== null && before.current !== facts) void thread.reload().catch(() => undefined);
    before.current = facts;
  }, [facts, state.phase]);
  useEffect(
    () => support.connection.on<{ ticket_id?: string; event: string }>('ticket_updated', ({ ticket_id, event }) => ticket_id === thread.ref.id && event !== 'new_user_message' && void thread.reload().catch(() => undefined)),
    [support, thread],
  );
}

function Head({ context, thread, state, person, back, showSide }: { context: Context; thread: Thread; state: ThreadState; person: string; back: () => void; showSide: () => void }) {
  const { support, identity, agents, say } = context;
  const { ticket, chatStatus, assignedTo, assignedName, handover, ref } = state;
  const [dialog, setDialog] = useState<'resolve' | 'close' | 'handover' | 'ticket' | null>(null);
  const act = (doing: Promise<unknown>, done: string) =>
    doing.then(
      () => {
        say(done);
        void thread.reload().catch(() => undefined);
      },
      (error: Error) => say(error.message),
    );
  const isChat = chatStatus !== null;
  const isOpenChat = isChat && chatStatus !== 'closed';
  const mine = assignedTo === identity.id;
  const take = () => {
    if (isOpenChat && !mine) act(support.desk.claim(ref.id), 'It is yours');
    else if (!isChat && !mine) act(support.desk.assign(ref.id, identity.id), 'It is yours');
  };
  useKeys({ c: take });
  const setStatus = (status: TicketStatus) => (status === 'resolved' ? setDialog('resolve') : act(support.desk.setStatus(ref.id, status), `Now: ${DESK_STATUS[status].toLowerCase()}`));
  return (
    <>
      <header>
        <button type="button" class="icon quiet only-narrow" aria-label="Back to the list" onClick={back}>
          <Icon name="back" />
        </button>
        <div class="grow">
          <h1 class="clip">{ticket?.subject ?? person}</h1>
          <p class="row small muted wrap">
            {ticket && <span class="number">{ticket.ticket_number}</span>}
            {ticket && <span>{typeWord(ticket.support_type)}</span>}
            {isChat && <Badge tone={CHAT_TONE[chatStatus]}>{CHAT_STATUS[chatStatus]}</Badge>}
            <span>{assignedTo ? (mine ? 'Yours' : `With ${assignedName ?? 'another agent'}`) : 'Nobody’s'}</span>
            {!state.live && state.phase === 'ready' && <span>· catching up…</span>}
          </p>
        </div>
        {ticket && (
          <>
            <select aria-label="Status" value={ticket.status} onChange={(event) => setStatus(event.currentTarget.value as TicketStatus)}>
              {Object.entries(DESK_STATUS).map(([status, word]) => (
                <option key={status} value={status}>
                  {word}
                </option>
              ))}
            </select>
            <select aria-label="Priority" value={ticket.priority} onChange={(event) => act(support.desk.setPriority(ref.id, event.currentTarget.value as Priority), 'Priority updated')}>
              {['low', 'medium', 'high', 'urgent'].map((priority) => (
                <option key={priority} value={priority}>
                  {priority[0]!.toUpperCase() + priority.slice(1)}
                </option>
              ))}
            </select>
          </>
        )}
        {!isChat && (
          <select aria-label="Assigned to" value={assignedTo ?? ''} onChange={(event) => act(support.desk.assign(ref.id, event.currentTarget.value || null), 'Assigned')}>
            <option value="">Nobody</option>
            {assignedTo && !agents.some((agent) => agent.id === assignedTo) && <option value={assignedTo}>{assignedName ?? 'Another agent'}</option>}
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {nameOf(agent) ?? agent.id.slice(0, 8)}
              </option>
            ))}
          </select>
        )}
        {isOpenChat && !assignedTo && (
          <button type="button" class="primary" onClick={take}>
            <Icon name="check" /> Claim
          </button>
        )}
        {isOpenChat && mine && !handover && (
          <button type="button" onClick={() => setDialog('handover')}>
            <Icon name="swap" /> Hand over
          </button>
        )}
        {isChat && !ticket && (
          <button type="button" onClick={() => setDialog('ticket')}>
            <Icon name="ticket" /> Make a ticket
          </button>
        )}
        {isOpenChat && (
          <button type="button" onClick={() => act(support.desk.closeChat(ref.id), 'Chat closed')}>
            Close chat
          </button>
        )}
        <button type="button" class="icon quiet only-medium" aria-label="About the person" onClick={showSide}>
          <Icon name="person" />
        </button>
      </header>
      {handover?.status === 'pending' && (
        <div class="ask" role="alert">
          {handover.to_admin_id === identity.id ? (
            <>
              <span class="grow">
                <strong>{handover.from_admin_name}</strong> hands this chat over to you{handover.reason ? `: ${handover.reason}` : '.'}
              </span>
              <button type="button" onClick={() => act(support.desk.respond(handover.id, 'rejected'), 'Declined')}>
                Decline
              </button>
              <button type="button" class="primary" onClick={() => act(support.desk.respond(handover.id, 'accepted'), 'It is yours')}>
                Accept
              </button>
            </>
          ) : (
            <span>Waiting for {handover.to_admin_name} to take it over…</span>
          )}
        </div>
      )}
      {dialog === 'resolve' && <Resolve close={() => setDialog(null)} resolve={(notes) => act(support.desk.setStatus(ref.id, 'resolved', notes), 'Resolved')} />}
      {dialog === 'handover' && <HandOver context={context} close={() => setDialog(null)} handOver={(to, reason) => act(support.desk.handover(ref.id, to, reason), 'Asked')} />}
      {dialog === 'ticket' && <MakeTicket close={() => setDialog(null)} make={(wanted) => act(support.desk.createTicket(ref.id, wanted), 'Ticket made')} />}
    </>
  );
}

function Reply({ context, thread, state, draft, note, setNote, onFocus }: { context: Context; thread: Thread; state: ThreadState; draft: KeptDraft; note: boolean; setNote: (note: boolean) => void; onFocus: (focus: () => void) => void }) {
  const { chatStatus, assignedTo, assignedName, ticket } = state;
  const openChat = chatStatus !== null && chatStatus !== 'closed';
  const theirs = openChat && assignedTo !== null && assignedTo !== context.identity.id;
  const shut = (chatStatus === 'closed' && (!ticket || state.ref.kind === 'chat')) || (chatStatus === null && ticket?.status === 'closed');
  const onlyNotes = theirs || shut;
  const isNote = note || onlyNotes;
  const wereOnlyNotes = useRef(onlyNotes);
  // What is written as a note stays one: only its writer makes it a reply, and never that the chat was handed over meanwhile.
  useLayoutEffect(() => {
    if (wereOnlyNotes.current && !onlyNotes && draft.value.text.trim()) setNote(true);
    wereOnlyNotes.current = onlyNotes;
  }, [onlyNotes]);
  useEffect(() => draft.keep({ text: draft.value.text, note: isNote }), [isNote]);
  return (
    <div class="reply">
      <div class="row wrap">
        <div class="segments" role="group" aria-label="What you write">
          <button type="button" aria-pressed={!isNote} disabled={onlyNotes} onClick={() => setNote(false)}>
            Reply
          </button>
          <button type="button" aria-pressed={isNote} onClick={() => setNote(true)}>
            Note
          </button>
        </div>
        <span class="why grow">
          {theirs ? `${assignedName ?? 'Another agent'} has this chat: you can add notes.` : shut ? 'It is closed: you can add notes.' : openChat && !assignedTo ? 'Your reply claims the chat.' : isSettled(ticket?.status) ? 'It is resolved, and stays so.' : ''}
        </span>
      </div>
      <Composer thread={thread} note={isNote} label={isNote ? 'Note' : 'Reply'} placeholder={isNote ? 'Only the team reads this' : 'Write a reply'} begun={draft.value.text} onText={(text) => draft.keep({ text, note: isNote })} onFocusWanted={onFocus} />
    </div>
  );
}

