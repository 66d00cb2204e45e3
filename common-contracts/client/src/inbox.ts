import type { Connection } from './connection.js';
import { Live } from './live.js';
import type { Rest } from './rest.js';
import type { ChatStatus, OwnChat, SupportType, ThreadRef, TicketStatus, TicketSummary } from './types.js';

/** A line of the user's list: a ticket, a chat, or a chat with the ticket that was made of it. */
export interface InboxEntry {
  readonly ref: ThreadRef;
  readonly title: string;
  readonly number: string | null;
  readonly supportType: SupportType | null;
  readonly ticketStatus: TicketStatus | null;
  readonly chatStatus: ChatStatus | null;
  readonly agent: string | null;
  readonly preview: string;
  readonly previewFromUser: boolean;
  readonly at: string;
  readonly unread: boolean;
  readonly rating: number | null;
}

const PAGES = 20;
export const USER_EVENTS = ['ticket_updated', 'conversation_updated', 'messages_read', 'ticket_created_from_conversation'] as const;

/** Everything of a user in one list, newest first, each conversation once. */
export function inbox(rest: Rest, connection: Connection): Live<readonly InboxEntry[]> {
  return new Live<readonly InboxEntry[]>(connection, USER_EVENTS, async () => {
    const [chats, tickets] = await Promise.all([
      pages<OwnChat>(rest, '/support/conversations', 'conversations'),
      pages<TicketSummary>(rest, '/support/my-tickets', 'tickets'),
    ]);
    return merge(chats, tickets);
  });
}

async function pages<T>(rest: Rest, path: string, name: string): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { data } = await rest.call<{ data: Record<string, unknown> }>(path, { query: { limit: 100, cursor } });
    all.push(...(data[name] as T[]));
    cursor = (data['next_cursor'] as string | null) ?? undefined;
    if (!cursor) break;
  }
  return all;
}

export function merge(chats: OwnChat[], tickets: TicketSummary[]): InboxEntry[] {
  const known = new Set(chats.map((chat) => chat.id));
  const rows = [...chats.map(ofChat), ...tickets.filter((ticket) => !known.has(ticket.id)).map(ofTicket)];
  return rows.sort((one, other) => other.at.localeCompare(one.at));
}

function ofChat(chat: OwnChat): InboxEntry {
  return {
    ref: { kind: 'chat', id: chat.id, ...(chat.ticket && { number: chat.ticket.ticket_number }) },
    title: chat.ticket?.subject ?? 'Chat with support',
    number: chat.ticket?.ticket_number ?? null,
    supportType: chat.ticket?.support_type ?? null,
    ticketStatus: chat.ticket?.status ?? null,
    chatStatus: chat.status,
    agent: chat.assigned_admin_name,
    preview: chat.last_message?.message ?? '',
    previewFromUser: chat.last_message?.is_from_user ?? true,
    at: chat.last_message_at,
    unread: chat.has_unread,
    rating: chat.satisfaction_rating,
  };
}

function ofTicket(ticket: TicketSummary): InboxEntry {
  return {
    ref: { kind: 'ticket', id: ticket.id, number: ticket.ticket_number },
    title: ticket.subject,
    number: ticket.ticket_number,
    supportType: ticket.support_type,
    ticketStatus: ticket.status,
    chatStatus: null,
    agent: null,
    preview: ticket.last_message?.message ?? '',
    previewFromUser: ticket.last_message?.is_from_user ?? true,
    at: ticket.last_message?.createdAt ?? ticket.updated_at,
    unread: ticket.has_unread,
    rating: ticket.satisfaction_rating ?? null,
  };
}
