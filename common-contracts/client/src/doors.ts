import type { Rest } from './rest.js';
import type { JoinedConversation, Joined } from './generated/events.js';
import { toMessage, type Chat, type ChatDetail, type ChatStatus, type ChatTicket, type Handover, type Message, type ThreadRef, type TicketDetail, type TicketStatus, type UserTicket } from './types.js';

/** How a conversation stands, as far as the one who looks may know it. */
export interface Facts {
  readonly chatStatus: ChatStatus | null;
  readonly ticket: ChatTicket | null;
  readonly assignedTo: string | null;
  readonly assignedName: string | null;
  readonly handover: Handover | null;
  readonly resolutionNotes: string | null;
  readonly rating: number | null;
}

export interface Page {
  readonly messages: Message[];
  readonly more: boolean;
  readonly total: number;
  readonly facts: Partial<Facts>;
  readonly detail: UserTicket | Chat | TicketDetail | ChatDetail;
}

/** One way to a conversation: which calls and events it is, seen from here. */
export interface Door {
  readonly join: 'join_ticket' | 'join_conversation';
  readonly leave: 'leave_ticket' | 'leave_conversation';
  readonly ref: { ticket_id: string } | { conversation_id: string };
  load(before?: string): Promise<Page>;
  post(text: string, internal: boolean, facts: Facts, detail: Page['detail'] | null): { path: string; body: Record<string, unknown> };
  /** Null where the reader leaves no marks. */
  readonly readPath: string | null;
}

export const NO_FACTS: Facts = { chatStatus: null, ticket: null, assignedTo: null, assignedName: null, handover: null, resolutionNotes: null, rating: null };

export const isSettled = (status: TicketStatus | undefined): boolean => status === 'resolved' || status === 'closed';

export function doorOf(side: 'user' | 'desk', rest: Rest, ref: ThreadRef, guestEmail?: string): Door {
  if (side === 'desk') return ref.kind === 'chat' ? deskChat(rest, ref) : deskTicket(rest, ref);
  return ref.kind === 'chat' ? userChat(rest, ref) : userTicket(rest, ref, guestEmail);
}

/** What the acknowledgement of a join tells beside the messages. */
export function factsOf(joined: Partial<JoinedConversation> & Partial<Joined>): Partial<Facts> {
  if (!joined.conversation_id) return {};
  return {
    chatStatus: joined.status as ChatStatus,
    ticket: (joined.ticket as ChatTicket | undefined) ?? null,
    assignedName: joined.assigned_admin_name ?? null,
    ...('assigned_to' in joined && { assignedTo: joined.assigned_to ?? null }),
    ...('handover' in joined && { handover: joined.handover ?? null }),
  };
}

const ofTicket = (ref: ThreadRef) => ({ join: 'join_ticket', leave: 'leave_ticket', ref: { ticket_id: ref.id } }) as const;
const ofChat = (ref: ThreadRef) => ({ join: 'join_conversation', leave: 'leave_conversation', ref: { conversation_id: ref.id } }) as const;

const asTicket = (ticket: UserTicket | TicketDetail): ChatTicket => ({
  id: ticket.id,
  ticket_number: ticket.ticket_number,
  subject: ticket.subject,
  status: ticket.status,
  priority: ticket.priority,
  support_type: ticket.support_type,
});

function userTicket(rest: Rest, ref: ThreadRef, email?: string): Door {
  return {
    ...ofTicket(ref),
    readPath: `/support/ticket/${ref.number}/read`,
    async load(before) {
      const { data } = await rest.call<{ data: { ticket: UserTicket } }>('/support/ticket', { query: { ticket_number: ref.number, before, email } });
      const { ticket } = data;
      return {
        messages: ticket.messages.map(toMessage),
        more: ticket.has_more ?? false,
        total: ticket.total_messages,
        facts: { ticket: asTicket(ticket), resolutionNotes: ticket.resolution_notes ?? null, rating: ticket.satisfaction_rating ?? null },
        detail: ticket,
      };
    },
    post: (text, _internal, facts, detail) => ({
      path: '/support/ticket/add-message',
      body: { ticket_number: ref.number ?? facts.ticket?.ticket_number, message: text, email: email ?? (detail as UserTicket | null)?.email },
    }),
  };
}

function userChat(rest: Rest, ref: ThreadRef): Door {
  return {
    ...ofChat(ref),
    readPath: `/support/conversations/${ref.id}/read`,
    async load(before) {
      const { data } = await rest.call<{ data: { conversation: Chat } }>(`/support/conversations/${ref.id}`, { query: { before } });
      const chat = data.conversation;
      return {
        messages: chat.messages.map(toMessage),
        more: chat.has_more ?? false,
        total: chat.total_messages,
        facts: { chatStatus: chat.status, ticket: chat.ticket ?? null, assignedName: chat.assigned_admin_name, rating: chat.satisfaction_rating },
        detail: chat,
      };
    },
    // A closed chat takes nothing, but the ticket that was made of it goes on (live-chat-api.md, Settled readings).
    post: (text, _internal, facts, detail) =>
      facts.chatStatus === 'closed' && facts.ticket && !isSettled(facts.ticket.status)
        ? { path: '/support/ticket/add-message', body: { ticket_number: facts.ticket.ticket_number, message: text, email: detail?.email } }
        : { path: '/support/chat/send', body: { conversation_id: ref.id, message: text } },
  };
}

function deskTicket(rest: Rest, ref: ThreadRef): Door {
  return {
    ...ofTicket(ref),
    readPath: null,
    async load(before) {
      const { data } = await rest.call<{ data: TicketDetail }>(`/unified-admin/support/${ref.id}`, { query: { before } });
      return {
        messages: data.messages.map(toMessage),
        more: data.has_more ?? false,
        total: data.total_messages,
        facts: {
          ticket: asTicket(data),
          assignedTo: data.assigned_to,
          assignedName: nameOf(data.assigned_admin),
          resolutionNotes: data.resolution_notes,
          rating: data.satisfaction_rating,
        },
        detail: data,
      };
    },
    post: (text, internal) => ({ path: `/unified-admin/support/${ref.id}/reply`, body: { message: text, ...(internal && { is_internal: true }) } }),
  };
}

function deskChat(rest: Rest, ref: ThreadRef): Door {
  return {
    ...ofChat(ref),
    readPath: null,
    async load(before) {
      const { data } = await rest.call<{ data: ChatDetail }>(`/unified-admin/support/conversations/${ref.id}`, { query: { before } });
      const pending = data.handovers.find((handover) => handover.status === 'pending');
      return {
        messages: data.messages.map(toMessage),
        more: data.has_more ?? false,
        total: data.total_messages,
        facts: {
          chatStatus: data.status,
          ticket: (data.ticket as ChatTicket | null) ?? null,
          assignedTo: data.assigned_to,
          assignedName: data.assigned_admin_name,
          handover: pending ? { ...pending, created_at: pending.createdAt } : null,
          rating: data.satisfaction_rating,
        },
        detail: data,
      };
    },
    post: (text, internal) => ({ path: `/unified-admin/support/conversations/${ref.id}/reply`, body: { message: text, ...(internal && { is_internal: true }) } }),
  };
}

interface Named {
  first_name: string | null;
  last_name: string | null;
  email: string | null;
}

export function nameOf(person: Named | null | undefined): string | null {
  if (!person) return null;
  return [person.first_name, person.last_name].filter(Boolean).join(' ') || person.email;
}
