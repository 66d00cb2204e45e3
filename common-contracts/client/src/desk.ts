import type { Connection } from './connection.js';
import { Live } from './live.js';
import type { Rest } from './rest.js';
import type { Agent, CallersTicket, ChatAnalytics, ChatRow, PageMeta, Priority, TicketAnalytics, TicketOfChat, TicketRow, TicketStatus } from './types.js';

export interface TicketPage {
  readonly analytics: TicketAnalytics;
  readonly tickets: TicketRow[];
  readonly meta: PageMeta;
}

export interface ChatPage {
  readonly analytics: ChatAnalytics;
  readonly conversations: ChatRow[];
  readonly meta: PageMeta;
}

/** The parameters of the list, by the names that admin-api.md gives them. */
export type Query = Record<string, string | number | undefined>;

const TICKET_EVENTS = ['ticket_created', 'ticket_updated'] as const;
const CHAT_EVENTS = ['conversation_created', 'conversation_updated', 'ticket_created'] as const;

/** A list whose question may change while it is looked at. */
export class LiveList<T> extends Live<T> {
  #query: Query;

  constructor(rest: Rest, connection: Connection, events: readonly string[], path: string, query: Query) {
    super(connection, events, async () => (await rest.call<{ data: T }>(path, { query: this.#query })).data);
    this.#query = query;
  }

  get query(): Query {
    return this.#query;
  }

  ask(query: Query): void {
    this.#query = query;
    this.restart();
  }
}

const AT = '/unified-admin/support';

/** What agents do. Each POST has a key of its own, so that its tries have one effect. */
export class Desk {
  readonly #rest: Rest;
  readonly #connection: Connection;

  constructor(rest: Rest, connection: Connection) {
    this.#rest = rest;
    this.#connection = connection;
  }

  tickets(query: Query = {}): LiveList<TicketPage> {
    return new LiveList(this.#rest, this.#connection, TICKET_EVENTS, AT, query);
  }

  /** One page of tickets, once. */
  async page(query: Query): Promise<TicketPage> {
    return (await this.#rest.call<{ data: TicketPage }>(AT, { query })).data;
  }

  chats(query: Query = {}): LiveList<ChatPage> {
    return new LiveList(this.#rest, this.#connection, CHAT_EVENTS, `${AT}/conversations`, query);
  }

  agents(): Live<Agent[]> {
    return new Live(this.#connection, ['conversation_updated'], async () => (await this.#rest.call<{ data: { agents: Agent[] } }>(`${AT}/agents`)).data.agents);
  }

  async claim(id: string): Promise<void> {
    await this.#rest.act(`${AT}/conversations/${id}/claim`, { method: 'POST' });
  }

  async closeChat(id: string): Promise<void> {
    await this.#rest.act(`${AT}/conversations/${id}/close`, { method: 'POST' });
  }

  async handover(id: string, toAdminId: string, reason?: string): Promise<void> {
    await this.#rest.act(`${AT}/conversations/${id}/handover`, { method: 'POST', body: { to_admin_id: toAdminId, ...(reason && { reason }) } });
  }

  async respond(handoverId: string, status: 'accepted' | 'rejected'): Promise<void> {
    await this.#rest.act(`${AT}/handovers/${handoverId}/respond`, { method: 'POST', body: { status } });
  }

  async createTicket(id: string, ticket: TicketOfChat): Promise<string> {
    const { data } = await this.#rest.act<{ data: { ticket: { ticket_number: string } } }>(`${AT}/conversations/${id}/create-ticket`, { method: 'POST', body: ticket });
    return data.ticket.ticket_number;
  }

  async openForCaller(ticket: CallersTicket): Promise<TicketRow> {
    return (await this.#rest.act<{ data: TicketRow }>(AT, { method: 'POST', body: ticket })).data;
  }

  async setStatus(id: string, status: TicketStatus, notes?: string): Promise<void> {
    await this.#rest.act(`${AT}/${id}/status`, { method: 'PUT', body: { status, ...(notes && { resolution_notes: notes }) } });
  }

  async assign(id: string, adminId: string | null): Promise<void> {
    await this.#rest.act(`${AT}/${id}/assign`, { method: 'PUT', body: { assigned_to: adminId } });
  }

  async setPriority(id: string, priority: Priority): Promise<void> {
    await this.#rest.act(`${AT}/${id}/priority`, { method: 'PUT', body: { priority } });
  }
}
