// What the contract's snippets call: the screens of the app.
import { ago, call, element, make, show } from '/api.js';

export const state = { tickets: new Map(), open: null };

const statuses = {
  pending: 'Waiting for support',
  in_progress: 'Being handled',
  waiting_user: 'Waiting for your reply',
  escalated: 'Under review',
  resolved: 'Resolved',
  closed: 'Closed',
};

export function screen(name) {
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== name;
}

export function drawCards() {
  element('cards').replaceChildren(
    ...[...state.tickets.values()].map((ticket) => {
      const card = make('div', 'card', '');
      card.dataset.number = ticket.ticket_number;
      card.append(
        make('b', 'subject', ticket.subject),
        make('span', 'status', ` ${statuses[ticket.status]} `),
        make('span', 'type', ticket.support_type.replaceAll('_', ' ').toLowerCase()),
        make('p', 'preview', ticket.last_message.message),
        make('small', 'ago', `${ago(ticket.updated_at)}, ${ticket.message_count} messages`),
      );
      if (ticket.has_unread) card.append(make('span', 'unread', ' ● new'));
      if (ticket.satisfaction_rating) card.append(make('span', 'rated', ` ${'★'.repeat(ticket.satisfaction_rating)}`));
      return card;
    }),
  );
}

export function updateCard(id, change) {
  const ticket = state.tickets.get(id);
  if (ticket) Object.assign(ticket, change);
  drawCards();
}

const bubble = (id) => [...element('messages').children].find((each) => each.dataset.id === id);

// Shown once, whatever comes first: the answer, the event, or the list of what was missed.
export function draw(message) {
  const mine = [...element('messages').children].find((each) => message.client_id && each.dataset.clientId === message.client_id);
  const shown = bubble(message.id) ?? mine ?? element('messages').appendChild(make('div', 'bubble', ''));
  shown.dataset.id = message.id;
  shown.className = message.is_from_user ? 'bubble mine' : 'bubble';
  shown.replaceChildren(
    make('small', 'sender', `${message.sender_name ?? message.sender_email}, ${ago(message.createdAt ?? message.created_at)}`),
    make('div', 'text', message.message),
  );
  shown.scrollIntoView();
  state.newest = message.id;
}

export function appendMessage(message) {
  draw(message);
  if (!message.is_from_user) markRead();
}

export const markRead = () => call('POST', `/support/ticket/${state.open.ticket_number}/read`);

export function showWaiting(text, clientId) {
  const shown = make('div', 'bubble mine waiting', text);
  if (clientId) shown.dataset.clientId = clientId;
  element('messages').append(shown);
  return shown;
}

// The event may have been faster than the answer.
export function confirm(waiting, message) {
  const event = bubble(message.id);
  if (event && event !== waiting) waiting.remove();
  else waiting.dataset.id = message.id;
  draw(message);
}

export const showNotificationBadge = (id) => updateCard(id, { has_unread: true });
export const showPushNotification = (text) => show('push', text);
export const updateTicketStatus = (id, status) => updateCard(id, { status });
export const updateConversationHeader = (status) => show('header', statuses[status]);
export const showTypingIndicator = () => (element('typing').hidden = false);
export const hideTypingIndicator = () => (element('typing').hidden = true);

export function showRatingPrompt(id) {
  element('rating').dataset.id = id;
  element('rating').hidden = false;
}
