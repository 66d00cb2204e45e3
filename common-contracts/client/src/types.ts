import type * as events from './generated/events.js';
import type { components as messaging } from './generated/messaging.js';
import type { components as ticket } from './generated/ticket.js';

type Messaging = messaging['schemas'];
type Tickets = ticket['schemas'];

export type TicketStatus = Tickets['TicketStatus'];
export type ChatStatus = Messaging['ConversationStatus'];
export type Priority = Tickets['Priority'];
export type SupportType = Tickets['SupportType'];
export type SupportRequest = Tickets['SupportRequest'];
export type UserTicket = Messaging['UserTicket'];
export type TicketSummary = Tickets['TicketSummary'];
export type TicketRow = Tickets['TicketRow'];
export type TicketDetail = Tickets['TicketDetail'];
export type TicketAnalytics = Tickets['Analytics'];
export type CallersTicket = Tickets['CallersTicket'];
export type Chat = Messaging['Chat'];
export type OwnChat = Messaging['OwnChat'];
export type ChatRow = Messaging['ChatRow'];
export type ChatDetail = Messaging['ChatDetail'];
export type ChatAnalytics = Messaging['ChatAnalytics'];
export type ChatTicket = Messaging['ChatTicket'];
export type TicketOfChat = Messaging['TicketOfChat'];
export type Agent = Messaging['Agent'];
export type Handover = events.Handover;
export type PageMeta = Tickets['PageMeta'];
export type SocketMessage = events.SocketMessage;

export type ThreadKind = 'chat' | 'ticket';

/** A conversation by either door. The ticket of a chat has the chat's id. */
export interface ThreadRef {
  readonly kind: ThreadKind;
  readonly id: string;
  /** Of a ticket; users are asked for it where admins may give the id. */
  readonly number?: string;
}

export type MessageState = 'received' | 'sending' | 'waiting' | 'sent' | 'failed';

/** A message, the same on every side, whichever way it came. */
export interface Message {
  /** Null while the desk has not taken it. */
  readonly id: string | null;
  readonly clientId: string | null;
  readonly text: string;
  readonly fromUser: boolean;
  readonly internal: boolean;
  readonly senderName: string | null;
  readonly senderEmail: string | null;
  readonly at: string;
  readonly state: MessageState;
  readonly problem: string | null;
}

interface AnyMessage {
  id: string;
  message: string;
  is_from_user: boolean;
  is_internal?: boolean;
  sender_name: string | null;
  sender_email: string | null;
  created_at?: string;
  createdAt?: string;
  client_id?: string;
}

/** The documents spell the time in two ways. */
export function toMessage(from: AnyMessage): Message {
  return {
    id: from.id,
    clientId: from.client_id ?? null,
    text: from.message,
    fromUser: from.is_from_user,
    internal: from.is_internal ?? false,
    senderName: from.sender_name,
    senderEmail: from.sender_email,
    at: from.created_at ?? from.createdAt ?? '',
    state: 'received',
    problem: null,
  };
}
