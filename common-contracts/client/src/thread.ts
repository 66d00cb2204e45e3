import type { Connection } from './connection.js';
import { factsOf, NO_FACTS, type Door, type Facts, type Page } from './doors.js';
import { passes, Refused } from './errors.js';
import type { AgentsLooking, ClaimedInRoom, HandoverResolution, NewMessage, ReadNotice, StatusChanged, TicketMadeOfConversation, Typing, AssignedInRoom, Joined, JoinedConversation, HandoverRequest } from './generated/events.js';
import { Observable, type Readable } from './observable.js';
import type { Outbox, Outgoing } from './outbox.js';
import { cancel, later, pause, type Timer } from './platform.js';
import type { Rest } from './rest.js';
import type { Session } from './session.js';
import { TypingIn, TypingOut, type Typist } from './typing.js';
import { toMessage, type Message, type ThreadRef } from './types.js';

export interface ThreadState extends Facts {
  readonly ref: ThreadRef;
  /** `gone`: there is nothing there, or nothing that is for this person. */
  readonly phase: 'loading' | 'ready' | 'gone';
  /** Whether everything that happens is heard at once. */
  readonly live: boolean;
  /** In the desk's order; what it has not taken yet comes last. */
  readonly messages: readonly Message[];
  readonly more: boolean;
  readonly total: number;
  readonly typing: readonly Typist[];
  /** The ids of the other agents who have it open; for the desk only. */
  readonly looking: readonly string[];
  /** Up to where the user has read, where that was told. */
  readonly readUpTo: string | null;
  readonly detail: Page['detail'] | null;
}

const READ_AGAIN = 3_000;

/**
 * A conversation that is open on a screen. It is exact whatever the line does, by four rules:
 *
 * 1. Only the desk's order counts: messages are placed as pages, `missed` and events bring them, never by a clock.
 * 2. After every cut it joins again with the last message that it has, and places what was missed before it listens on:
 *    events that come in between wait.
 * 3. A message is known by its id, an own one also by its `client_id`; what is known already changes nothing.
 * 4. An own message is shown at once and stays last until the desk's order brings it.
 */
export class Thread {
  readonly #state: Observable<ThreadState>;
  readonly #parts: Parts;
  readonly #door: Door;
  readonly #typingIn = new TypingIn();
  readonly #typingOut: TypingOut;
  readonly #stops: (() => void)[] = [];
  #order: Message[] = [];
  #places = new Map<string, number>();
  #early: Message[] | null = [];
  #loaded = false;
  #run = 0;
  #closed = false;
  #internal = false;
  #looks = false;
  #readWanted: string | null = null;
  #readMarked: string | null = null;
  #readAgain: Timer = null;
  #drawn = true;

  constructor(ref: ThreadRef, door: Door, parts: Parts) {
    this.#door = door;
    this.#parts = parts;
    this.#typingOut = new TypingOut((event) => parts.connection.tell(event, { ...door.ref, ...(this.#internal && { is_internal: true }) }));
    this.#state = new Observable<ThreadState>({ ...NO_FACTS, ref, phase: 'loading', live: false, messages: [], more: false, total: 0, typing: [], looking: [], readUpTo: null, detail: null });
    parts.outbox.keep(ref.id);
    this.#listen();
    this.#draw();
    void this.#sync();
  }

  get state(): Readable<ThreadState> {
    return this.#state;
  }

  get ref(): ThreadRef {
    return this.#state.value.ref;
  }

  close(): void {
    if (this.#closed) return;
    this.#typingOut.stop();
    this.#closed = true;
    this.#run++;
    this.#stops.forEach((stop) => stop());
    cancel(this.#readAgain);
    this.#typingIn.clear();
    this.#parts.outbox.release(this.ref.id);
    this.#parts.connection.tell(this.#door.leave, this.#door.ref);
  }

  /** Shown at once, stored, and sent until the desk has taken or refused it. */
  async send(text: string, { internal = false } = {}): Promise<void> {
    this.#typingOut.stop();
    const { path, body } = this.#door.post(text, internal, this.#state.value, this.#state.value.detail);
    await this.#parts.outbox.add({ thread: this.ref.id, path, body, text, internal });
  }

  retry(clientId: string): Promise<void> {
    return this.#parts.outbox.retry(clientId);
  }

  discard(clientId: string): Promise<void> {
    return this.#parts.outbox.remove(clientId);
  }

  /** @param internal a note, of which only admins may know */
  keystroke(internal = false): void {
    if (this.#internal !== internal) this.#typingOut.stop();
    this.#internal = internal;
    this.#typingOut.keystroke();
  }

  stopTyping(): void {
    this.#typingOut.stop();
  }

  /** Tells the other agents that this one has it open, from now on and after every cut, until it is closed. */
  look(): void {
    this.#looks = true;
    if (this.#state.value.live) this.#tellLook();
  }

  /** Marks as read what is on the screen; where the line is cut, as soon as it is back. */
  markRead(): void {
    const last = this.#order.at(-1)?.id;
    if (!this.#door.readPath || !last || last === this.#readMarked) return;
    this.#readWanted = last;
    void this.#markRead();
  }

  /** The page before the first message that is here. */
  async older(): Promise<void> {
    const first = this.#order[0]?.id;
    if (!first || !this.#state.value.more) return;
    const page = await this.#door.load(first);
    if (this.#order[0]?.id !== first) return;
    this.#order = [...page.messages.filter((message) => !this.#places.has(message.id!)), ...this.#order];
    this.#number();
    this.#set({ more: page.more });
    this.#draw();
  }

  /** Facts that only REST tells: history, the person, who resolved it. */
  async reload(): Promise<void> {
    const page = await this.#door.load();
    if (this.#closed) return;
    this.#set({ ...page.facts, detail: page.detail, total: page.total });
  }

  #listen(): void {
    const { connection, outbox } = this.#parts;
    const here = <T extends { ticket_id?: string; conversation_id?: string }>(event: string, tell: (payload: T) => void) =>
      this.#stops.push(
        connection.on<T>(event, (payload) => {
          if (payload.ticket_id === this.ref.id || payload.conversation_id === this.ref.id) tell(payload);
        }),
      );
    here<NewMessage>('new_message', ({ message }) => this.#heard(toMessage(message)));
    here<Typing>('typing', (typing) => typing.user_id !== this.#parts.session.me.value?.id && this.#typingIn.started(typing));
    here<Typing>('stop_typing', ({ user_id }) => this.#typingIn.stopped(user_id));
    here<AgentsLooking>('agents_looking', ({ agents }) => this.#set({ looking: agents.filter((agent) => agent !== this.#parts.session.me.value?.id) }));
    here<StatusChanged>('status_changed', ({ new_status, resolution_notes }) => {
      const { ticket } = this.#state.value;
      if (ticket) this.#set({ ticket: { ...ticket, status: new_status }, ...(resolution_notes !== undefined && { resolutionNotes: resolution_notes }) });
    });
    here<AssignedInRoom>('ticket_assigned', (to) => this.#set({ assignedTo: to.assigned_to, assignedName: to.assigned_to ? to.assigned_admin_name : null }));
    here<ClaimedInRoom>('conversation_claimed', (to) => this.#set({ assignedTo: to.assigned_to, assignedName: to.assigned_admin_name, handover: null }));
    here<{ conversation_id: string; event: string }>('conversation_updated', ({ event }) => {
      if (event === 'unassigned') this.#set({ assignedTo: null, assignedName: null, handover: null });
      if (event === 'handover_rejected') this.#set({ handover: null });
    });
    here<{ conversation_id: string }>('conversation_closed', () => this.#set({ chatStatus: 'closed', handover: null }));
    here<TicketMadeOfConversation>('ticket_created_from_conversation', ({ ticket }) => this.#set({ ticket }));
    here<HandoverRequest>('handover_requested', (asked) => {
      const me = this.#parts.session.me.value;
      this.#set({
        handover: { id: asked.handover_id, from_admin_id: asked.from_admin_id, from_admin_name: asked.from_admin_name, to_admin_id: me?.id ?? '', to_admin_name: me?.name ?? '', reason: asked.reason, status: 'pending', created_at: '' },
      });
    });
    here<HandoverResolution>('handover_resolved', () => this.#set({ handover: null }));
    here<ReadNotice>('messages_read', ({ last_message_id }) => this.#set({ readUpTo: last_message_id }));
    this.#stops.push(this.#typingIn.who.subscribe((typing) => this.#set({ typing })));
    this.#stops.push(outbox.entries.subscribe(() => this.#draw()));
    this.#stops.push(outbox.onSent((entry, answer) => this.#sent(entry, answer)));
    let line = connection.line.value;
    this.#stops.push(
      connection.line.subscribe((now) => {
        if (now === line) return;
        line = now;
        if (now === 'online') void this.#sync();
        else this.#cut();
      }),
    );
  }

  #cut(): void {
    this.#early = [];
    this.#typingIn.clear();
    this.#set({ live: false, looking: [] });
  }

  /** Until it is done, or another run has begun, or the thread is closed. */
  async #sync(): Promise<void> {
    const run = ++this.#run;
    const isOver = () => run !== this.#run || this.#closed;
    this.#early = [];
    for (let delay = 200; !isOver(); delay = Math.min(delay * 2, 5_000)) {
      try {
        if (this.#parts.connection.line.value === 'online') {
          if (await this.#joinAndCatchUp(isOver)) return;
        } else {
          if (!this.#loaded) await this.#load(isOver);
          // A guest hears nothing, and whoever is cut off begins anew when the line is back.
          return;
        }
      } catch (error) {
        if (isOver()) return;
        if (error instanceof Refused && error.code === 'VALIDATION_FAILED' && this.#loaded) this.#forget();
        else if (!passes(error) && (!this.#loaded || error instanceof Refused && error.code.endsWith('_NOT_FOUND'))) return this.#set({ phase: 'gone', live: false });
        await pause(delay);
      }
    }
  }

  async #joinAndCatchUp(isOver: () => boolean): Promise<boolean> {
    const last = this.#loaded ? this.#order.at(-1)?.id : null;
    const joined = await this.#parts.connection.request<Partial<JoinedConversation> & Partial<Joined> & { more?: boolean }>(this.#door.join, {
      ...this.#door.ref,
      ...(last && { last_message_id: last }),
    });
    if (isOver()) return true;
    if (!this.#loaded) await this.#load(isOver);
    if (isOver()) return true;
    const missed = (last ? (joined.missed ?? []) : []).filter((message) => this.#place(toMessage(message)));
    if (missed.length) this.#parts.caughtUp(missed.length);
    this.#set(factsOf(joined));
    this.#setTicketStatus(joined);
    if (last && joined.more) {
      this.#draw();
      return this.#joinAndCatchUp(isOver);
    }
    const early = this.#early ?? [];
    this.#early = null;
    early.forEach((message) => this.#place(message));
    this.#set({ live: true });
    if (this.#looks) this.#tellLook();
    this.#draw();
    if (this.#readWanted) void this.#markRead();
    // A ticket's acknowledgement does not tell who has it, and nobody's tells the history.
    if (last && !this.#parts.session.isGuest) void this.reload().catch(() => undefined);
    return true;
  }

  #tellLook(): void {
    this.#parts.connection.tell('looking', this.#door.ref);
  }

  #setTicketStatus(joined: Partial<Joined>): void {
    const { ticket } = this.#state.value;
    if (joined.ticket_id && ticket && joined.status) this.#set({ ticket: { ...ticket, status: joined.status } });
  }

  async #load(isOver: () => boolean): Promise<void> {
    const page = await this.#door.load();
    if (isOver() || this.#loaded) return;
    this.#loaded = true;
    page.messages.forEach((message) => this.#place(message));
    this.#set({ ...page.facts, phase: 'ready', more: page.more, total: page.total, detail: page.detail });
    this.#draw();
  }

  #forget(): void {
    this.#loaded = false;
    this.#order = [];
    this.#places.clear();
  }

  #heard(message: Message): void {
    this.#typingIn.clear((typist) => typist.isAdmin !== message.fromUser && !message.internal);
    if (this.#early) {
      this.#early.push(message);
      return;
    }
    if (this.#place(message)) this.#set({ total: this.#state.value.total + 1 });
    this.#draw();
  }

  /** @return whether it was new */
  #place(message: Message): boolean {
    if (message.clientId) void this.#parts.outbox.remove(message.clientId);
    const place = this.#places.get(message.id!);
    if (place !== undefined) return false;
    this.#places.set(message.id!, this.#order.push(message) - 1);
    return true;
  }

  #number(): void {
    this.#places = new Map(this.#order.map((message, place) => [message.id!, place]));
  }

  /** Where nobody is told of it by the socket, the answer is the only news. */
  #sent(entry: Outgoing, answer: unknown): void {
    if (entry.thread !== this.ref.id || !this.#parts.session.isGuest) return;
    const { data } = answer as { data: { message?: Parameters<typeof toMessage>[0] } };
    if (data.message) this.#place({ ...toMessage(data.message), clientId: entry.clientId });
    this.#draw();
  }

  async #markRead(): Promise<void> {
    const wanted = this.#readWanted;
    if (!wanted || !this.#door.readPath) return;
    try {
      await this.#parts.rest.call(this.#door.readPath, { method: 'POST', body: { last_message_id: wanted } });
      this.#readMarked = wanted;
      if (this.#readWanted === wanted) this.#readWanted = null;
    } catch (error) {
      if (!passes(error)) this.#readWanted = null;
      else if (!this.#closed) {
        cancel(this.#readAgain);
        this.#readAgain = later(READ_AGAIN, () => void this.#markRead());
      }
    }
  }

  #set(change: Partial<ThreadState>): void {
    this.#state.set({ ...this.#state.value, ...change });
  }

  /** However many messages come in one turn of the event loop, they are drawn once. */
  #draw(): void {
    if (!this.#drawn) return;
    this.#drawn = false;
    void Promise.resolve().then(() => {
      this.#drawn = true;
      if (this.#closed) return;
      const mine = this.#parts.outbox.entries.value.filter((entry) => entry.thread === this.ref.id);
      this.#set({ messages: [...this.#order, ...mine.map((entry) => this.#own(entry))] });
    });
  }

  #own(entry: Outgoing): Message {
    const me = this.#parts.session.me.value;
    return {
      id: null,
      clientId: entry.clientId,
      text: entry.text,
      fromUser: this.#parts.side === 'user',
      internal: entry.internal,
      senderName: me?.name ?? null,
      senderEmail: me?.email ?? null,
      at: entry.at,
      state: entry.state,
      problem: entry.problem,
    };
  }
}

/** What a thread is made with. */
export interface Parts {
  readonly side: 'user' | 'desk';
  readonly session: Session;
  readonly rest: Rest;
  readonly connection: Connection;
  readonly outbox: Outbox;
  /** Told how many messages a cut would have hidden. */
  caughtUp(count: number): void;
}
