import type { ChatStatus, SupportType, TicketStatus } from '@smipay/support-client';

export type Tone = 'wait' | 'work' | 'good' | 'hot' | 'mine' | '';

/** What users read, as support-api.md has it. */
export const USER_STATUS: Record<TicketStatus, string> = {
  pending: 'Waiting for support',
  in_progress: 'Being handled',
  waiting_user: 'Waiting for your reply',
  escalated: 'Under review',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const DESK_STATUS: Record<TicketStatus, string> = {
  pending: 'Pending',
  in_progress: 'In progress',
  waiting_user: 'Waiting for user',
  escalated: 'Escalated',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const STATUS_TONE: Record<TicketStatus, Tone> = {
  pending: 'wait',
  in_progress: 'work',
  waiting_user: 'mine',
  escalated: 'hot',
  resolved: 'good',
  closed: '',
};

export const CHAT_STATUS: Record<ChatStatus, string> = {
  active: 'User waits',
  waiting_support: 'User waits',
  waiting_user: 'Answered',
  closed: 'Closed',
};

export const CHAT_TONE: Record<ChatStatus, Tone> = { active: 'wait', waiting_support: 'wait', waiting_user: 'good', closed: '' };

const TYPES: Record<SupportType, string> = {
  GENERAL_INQUIRY: 'General question',
  REGISTRATION_ISSUE: 'Registration',
  LOGIN_ISSUE: 'Login',
  TRANSACTION_ISSUE: 'Transaction',
  PAYMENT_ISSUE: 'Payment',
  ACCOUNT_ISSUE: 'Account',
  WALLET_ISSUE: 'Wallet',
  CARD_ISSUE: 'Card',
  KYC_VERIFICATION_ISSUE: 'Identity check',
  SECURITY_ISSUE: 'Security',
  BILLING_ISSUE: 'Billing',
  REFUND_REQUEST: 'Refund',
  FEATURE_REQUEST: 'Feature wish',
  BUG_REPORT: 'Bug',
  OTHER: 'Something else',
};

export const SUPPORT_TYPES = Object.entries(TYPES) as [SupportType, string][];
export const typeWord = (type: string): string => TYPES[type as SupportType] ?? plain(type);

/** A word of the API for a person. */
export const plain = (word: string): string => word.replaceAll('_', ' ').toLowerCase();

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const timeOf = (at: string): string => (at ? clock.format(new Date(at)) : '');
export const wholeTime = (at: string): string => (at ? whole.format(new Date(at)) : '');

/** Of thousands of messages it is asked again at each drawing: known by the minute until the day is over. */
const days = new Map<string, string>();
let daysEnd = 0;

export function dayOf(at: string): string {
  if (Date.now() >= daysEnd) {
    days.clear();
    daysEnd = new Date().setHours(24, 0, 0, 0);
  }
  const minute = at.slice(0, 16);
  const known = days.get(minute) ?? dayWord(at);
  days.set(minute, known);
  return known;
}

function dayWord(at: string): string {
  const date = new Date(at);
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  return date.toDateString() === today.toDateString() ? 'Yesterday' : day.format(date);
}

export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  return minutes < 7 * 24 * 60 ? `${Math.floor(minutes / 1440)} d` : day.format(new Date(at));
}

export function lasted(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 48 * 3600 ? `${(seconds / 3600).toFixed(1)} h` : `${Math.round(seconds / 86_400)} d`;
}
