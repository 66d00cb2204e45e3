// The mobile app, as the integration guide tells to build it.
import { call, element, make, show } from '/api.js';
import { confirm, draw, drawCards, markRead, screen, showRatingPrompt, showWaiting, state, updateCard, updateConversationHeader } from '/screens.js';
import { connect, joinTicket, leaveTicket, stopTyping, typing } from '/snippets.js';

const { api, token, email, phone, sessionId, clientIds } = globalThis.session;
const types = ['GENERAL_INQUIRY', 'TRANSACTION_ISSUE', 'LOGIN_ISSUE', 'SECURITY_ISSUE', 'OTHER'];
let socket;

async function loadList() {
  const { data } = await call('GET', '/support/my-tickets');
  state.tickets = new Map(data.tickets.map((ticket) => [ticket.id, ticket]));
  drawCards();
}

async function openConversation(number) {
  const answer = await call('GET', `/support/ticket?ticket_number=${number}`);
  if (!answer.success) return show('problem', answer.message);
  const { ticket } = answer.data;
  state.open = ticket;
  element('subject').textContent = `${ticket.subject} ${ticket.ticket_number}`;
  element('notes').textContent = ticket.resolution_notes ?? '';
  element('messages').replaceChildren();
  ticket.messages.forEach(draw);
  updateConversationHeader(ticket.status);
  screen('conversation');
  if (ticket.status === 'resolved' && token && !ticket.satisfaction_rating) showRatingPrompt(ticket.id);
  if (ticket.messages.some((message) => !message.is_from_user)) await markRead();
  if (socket) joinTicket(socket, ticket.id);
}

async function submit(form) {
  const { support_type, related_transaction_id, ...fields } = Object.fromEntries(new FormData(form));
  const answer = await call('POST', '/support/request-support', {
    ...fields,
    email,
    ...(phone && { phone_number: phone }),
    ...(sessionId ? { session_id: sessionId } : { support_type }),
    ...(related_transaction_id && { related_transaction_id }),
  });
  if (!answer.success) return show('problem', answer.message);
  form.reset();
  await openConversation(answer.data.ticket.ticket_number);
}

async function send(message, waiting, key) {
  try {
    const answer = await call(
      'POST',
      '/support/ticket/add-message',
      { ticket_number: state.open.ticket_number, message, email: state.open.email, ...(clientIds && { client_id: key }) },
      { 'Idempotency-Key': key },
    );
    if (answer.success) return confirm(waiting, answer.data.message);
    show('problem', answer.message);
  } catch {
    show('problem', 'No connection');
  }
  const retry = make('button', 'retry', 'Retry');
  retry.onclick = () => (retry.remove(), send(message, waiting, key));
  waiting.append(retry);
}

element('new').onclick = () => screen('create');
element('refresh').onclick = loadList;
element('cards').onclick = (click) => openConversation(click.target.closest('.card').dataset.number);
element('form').onsubmit = (event) => (event.preventDefault(), submit(event.target));
element('form').support_type.append(...types.map((type) => new Option(type)));
element('check').onclick = () => openConversation(state.open.ticket_number);
element('check').hidden = Boolean(token);
element('back').hidden = !token;
element('back').onclick = async () => {
  clearTimeout(idle);
  leaveTicket(socket, state.open.id);
  state.open = null;
  await loadList();
  screen('list');
};

element('say').onsubmit = (event) => {
  event.preventDefault();
  const { message } = Object.fromEntries(new FormData(event.target));
  const key = Math.random().toString(36).slice(2) + Date.now();
  event.target.reset();
  send(message, showWaiting(message, clientIds && key), key);
};

let idle;
let lastTyped = 0;
element('say').message.oninput = () => {
  if (!socket) return;
  if (Date.now() - lastTyped > 2000) typing(socket, state.open.id);
  lastTyped = Date.now();
  clearTimeout(idle);
  idle = setTimeout(() => stopTyping(socket, state.open.id), 3000);
};

for (const stars of [1, 2, 3, 4, 5]) {
  element('stars').append(Object.assign(make('button', 'star', '★'.repeat(stars)), { onclick: () => rate(stars) }));
}

async function rate(rating) {
  const { ticket_number } = state.open ?? state.tickets.get(element('rating').dataset.id);
  const feedback = element('feedback').value;
  const answer = await call('POST', `/support/ticket/${ticket_number}/rate`, { rating, ...(feedback && { feedback }) });
  element('rating').hidden = true;
  show('thanks', answer.message);
}

// Beyond the snippets: what a second device needs, and the way back after a lost connection.
function listenOn() {
  socket.on('ticket_updated', ({ ticket_id, event, message }) => {
    if (event === 'own_message' || event === 'new_reply') updateCard(ticket_id, { last_message: { ...message, message: message.preview } });
    if (event === 'opened_for_you') loadList();
  });
  socket.on('messages_read', ({ ticket_id, user_id }) => {
    if (user_id === globalThis.session.sub) updateCard(ticket_id, { has_unread: false });
  });
  socket.on('connect', () => {
    if (!state.open) return;
    socket.emit('join_ticket', { ticket_id: state.open.id, last_message_id: state.newest }, (joined) => {
      if (joined.success) {
        joined.missed.forEach(draw);
        updateConversationHeader(joined.status);
      }
    });
  });
  globalThis.socket = socket;
}

if (token) {
  await loadList();
  socket = connect(`${api.replace('http', 'ws')}/support`, token);
  listenOn();
  screen('list');
} else {
  screen('create');
}
