import type { Connection } from './connection.js';
import { Live } from './live.js';
import type { Call, Rest } from './rest.js';
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

// Of a reply those in its room are told, `new_message`, and of a priority nobody: other agents' lists ask now and then.
const TICKET_EVENTS = ['ticket_created', 'ticket_updated', 'new_message'] as const;
const CHAT_EVENTS = ['conversation_created', 'conversation_updated', 'ticket_created', 'new_message'] as const;
const UNTOLD = { quiet: 30_000 };

/** A list whose question may change while it is looked at. */
export class LiveList<T> extends Live<T> {
  #query: Query;

  constructor(rest: Rest, connection: Connection, events: readonly string[], path: string, query: Query) {
    super(connection, events, async () => (await rest.call<{ data: T }>(path, { query: this.#query })).data, UNTOLD);
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
  readonly #lists = new Set<() => void>();

  constructor(rest: Rest, connection: Connection) {
    this.#rest = rest;
    this.#connection = connection;
  }

  /** Of what is done here not everything is told: lists are asked for again. */
  readonly #afterActs = (refresh: () => void): (() => void) => {
    this.#lists.add(refresh);
    return () => this.#lists.delete(refresh);
  };

  tickets(query: Query = {}): LiveList<TicketPage> {
    return new LiveList<TicketPage>(this.#rest, this.#connection, TICKET_EVENTS, AT, query).refreshOn(this.#afterActs);
  }

  /** One page of tickets, once. */
  async page(query: Query): Promise<TicketPage> {
    return (await this.#rest.call<{ data: TicketPage }>(AT, { query })).data;
  }

  chats(query: Query = {}): LiveList<ChatPage> {
    return new LiveList<ChatPage>(this.#rest, this.#connection, CHAT_EVENTS, `${AT}/conversations`, query).refreshOn(this.#afterActs);
  }

  agents(): Live<Agent[]> {
    const agents = async () => (await this.#rest.call<{ data: { agents: Agent[] } }>(`${AT}/agents`)).data.agents;
    // What users write moves no agent.
    const moved = (refresh: () => void) => this.#connection.on<{ event: string }>('conversation_updated', ({ event }) => event !== 'new_user_message' && refresh());
    return new Live(this.#connection, [], agents, UNTOLD).refreshOn(this.#afterActs).refreshOn(moved);
  }

  async claim(id: string): Promise<void> {
    await this.#act(`${AT}/conversations/${id}/claim`, { method: 'POST' });
  }

  async closeChat(id: string): Promise<void> {
    await this.#act(`${AT}/conversations/${id}/close`, { method: 'POST' });
  }

  async handover(id: string, toAdminId: string, reason?: string): Promise<void> {
    await this.#act(`${AT}/conversations/${id}/handover`, { method: 'POST', body: { to_admin_id: toAdminId, ...(reason && { reason }) } });
  }

  async respond(handoverId: string, status: 'accepted' | 'rejected'): Promise<void> {
    await this.#act(`${AT}/handovers/${handoverId}/respond`, { method: 'POST', body: { status } });
  }

  async createTicket(id: string, ticket: TicketOfChat): Promise<string> {
    const { data } = await this.#act<{ data: { ticket: { ticket_number: string } } }>(`${AT}/conversations/${id}/create-ticket`, { method: 'POST', body: ticket });
    return data.ticket.ticket_number;
  }

  async openForCaller(ticket: CallersTicket): Promise<TicketRow> {
    return (await this.#act<{ data: TicketRow }>(AT, { method: 'POST', body: ticket })).data;
  }

  async setStatus(id: string, status: TicketStatus, notes?: string): Promise<void> {
    await this.#act(`${AT}/${id}/status`, { method: 'PUT', body: { status, ...(notes && { resolution_notes: notes }) } });
  }

  async assign(id: string, adminId: string | null): Promise<void> {
    await this.#act(`${AT}/${id}/assign`, { method: 'PUT', body: { assigned_to: adminId } });
  }

  async setPriority(id: string, priority: Priority): Promise<void> {
    await this.#act(`${AT}/${id}/priority`, { method: 'PUT', body: { priority } });
  }

  async #act<T>(path: string, call: Call): Promise<T> {
    const answer = await this.#rest.act<T>(path, call);
    for (const refresh of [...this.#lists]) refresh();
    return answer;
  }
}
