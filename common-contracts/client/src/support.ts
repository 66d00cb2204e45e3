import { Connection, type SocketSettings } from './connection.js';
import { Desk } from './desk.js';
import { doorOf } from './doors.js';
import { inbox, type InboxEntry } from './inbox.js';
import type { Live } from './live.js';
import { Outbox } from './outbox.js';
import type { Fetch } from './platform.js';
import { Rest } from './rest.js';
import { Session, type TokenReason } from './session.js';
import { MemoryStorage, type Storage } from './storage.js';
import { Thread, type Parts } from './thread.js';
import type { Chat, SupportRequest, ThreadRef, UserTicket } from './types.js';

export interface SupportOptions {
  /** Of the API, without a path: `https://support.example.com`. */
  readonly url: string;
  readonly side: 'user' | 'desk';
  /** Names this device for as long as the app is installed; for a guest it is what opens their ticket again. */
  readonly deviceId: string;
  /** Asked for the first token, before one ends, and after one was refused. Without it the caller is a guest. */
  readonly token?: (reason: TokenReason) => Promise<string>;
  /** Where unsent messages outlive the app. In memory when absent. */
  readonly storage?: Storage;
  /** Keeps the unsent messages of the people of one device apart. */
  readonly owner?: string;
  readonly fetch?: Fetch;
  readonly socket?: SocketSettings;
}

/** The one object that an app makes when its user is known. */
export class Support {
  readonly session: Session;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly desk: Desk;
  readonly #rest: Rest;
  readonly #parts: Parts;
  readonly #stops: (() => void)[] = [];
  readonly #caughtUpListeners = new Set<(count: number) => void>();

  constructor(options: SupportOptions) {
    this.session = new Session(options.token);
    this.#rest = new Rest(options.url, options.deviceId, this.session, options.fetch);
    this.connection = new Connection(options.url, this.session, options.socket);
    this.outbox = new Outbox(this.#rest, options.storage ?? new MemoryStorage(), `${options.side}/${options.owner ?? options.deviceId}`);
    this.desk = new Desk(this.#rest, this.connection);
    this.#parts = { side: options.side, session: this.session, rest: this.#rest, connection: this.connection, outbox: this.outbox, caughtUp: (count) => this.#caughtUpListeners.forEach((tell) => tell(count)) };
  }

  /** Connects, and sends what an earlier run of the app has left. Again after `stop`, when the app comes back. */
  async start(): Promise<void> {
    if (!this.#stops.length) this.#stops.push(this.connection.line.subscribe((line) => line === 'online' && this.outbox.hurry()));
    this.connection.start();
    await this.outbox.restore();
  }

  /** The app goes to the background, or its user leaves. What is unsent stays stored. */
  stop(): void {
    this.#stops.splice(0).forEach((stop) => stop());
    this.outbox.stop();
    this.connection.stop();
  }

  /** Told after a cut how many messages open threads had missed, for whoever wants to see it. */
  onCaughtUp(tell: (count: number) => void): () => void {
    this.#caughtUpListeners.add(tell);
    return () => this.#caughtUpListeners.delete(tell);
  }

  inbox(): Live<readonly InboxEntry[]> {
    return inbox(this.#rest, this.connection);
  }

  /** @param email a guest's proof, from another device than the one that made the ticket */
  open(ref: ThreadRef, email?: string): Thread {
    return new Thread(ref, doorOf(this.#parts.side, this.#rest, ref, email), this.#parts);
  }

  /** Waits for the line where there is none; the promise is kept by the outbox, not by the page. */
  async startChat(text: string): Promise<ThreadRef> {
    const answer = (await this.outbox.post({ thread: 'new chat', path: '/support/chat/send', body: { message: text }, text, internal: false })) as { data: { conversation: Chat } };
    return { kind: 'chat', id: answer.data.conversation.id };
  }

  async openTicket(request: SupportRequest): Promise<ThreadRef & { readonly number: string }> {
    const answer = (await this.outbox.post({ thread: 'new ticket', path: '/support/request-support', body: { ...request }, text: request.description, internal: false })) as { data: { ticket: UserTicket } };
    const { id, ticket_number } = answer.data.ticket;
    return { kind: 'ticket', id, number: ticket_number };
  }

  /** A settled ticket, or a chat that is closed. */
  async rate(what: { readonly number: string } | { readonly chatId: string }, rating: number, feedback?: string): Promise<void> {
    const path = 'number' in what ? `/support/ticket/${what.number}/rate` : `/support/conversations/${what.chatId}/rate`;
    await this.#rest.act(path, { method: 'POST', body: { rating, ...(feedback && { feedback }) } });
  }
}
