// A dashboard as admin-api.md describes what dashboards call. It reads texts where that page promises texts: a null
// there would be an exception, or a word that nobody should read.
import { io } from 'socket.io-client';
import { ago, call, element, make, show } from '/api.js';

const { api, token, sub } = globalThis.session;
const base = '/unified-admin/support';
let open = null;

const person = (who) => [who.first_name, who.last_name].filter(Boolean).join(' ') || who.email;
const seconds = (value) => (value === null ? '–' : `${value.toFixed(0)} s`);
const optional = (value) => value ?? '–';

function drawRow(ticket) {
  const row = [...element('rows').children].find((each) => each.dataset.id === ticket.id) ?? make('tr', '', '');
  row.dataset.id = ticket.id;
  row.replaceChildren(
    make('td', 'number', ticket.ticket_number),
    make('td', 'who', ticket.user ? person(ticket.user) : optional(ticket.email)),
    make('td', 'subject', ticket.subject),
    make('td', 'type', ticket.support_type.toLowerCase()),
    make('td', 'status', ticket.status.replaceAll('_', ' ')),
    make('td', 'priority', ticket.priority),
    make('td', 'agent', ticket.assigned_admin ? person(ticket.assigned_admin) : 'Unassigned'),
    make('td', 'rating', ticket.satisfaction_rating ? '★'.repeat(ticket.satisfaction_rating) : ''),
    make('td', 'count', `${ticket.message_count.toFixed(0)} messages, first answer after ${seconds(ticket.response_time_seconds)}`),
    make('td', 'when', ago(ticket.createdAt)),
  );
  return row;
}

async function list() {
  const filter = new URLSearchParams([...new FormData(element('filter'))].filter(([, value]) => value));
  const { data } = await call('GET', `${base}?${filter}`);
  const { overview, activity, performance } = data.analytics;
  element('figures').textContent = `${overview.open.toFixed(0)} open, ${overview.unassigned.toFixed(0)} unassigned, ${activity.new_today.toFixed(0)} today, `
    + `first answer after ${seconds(performance.avg_response_time_seconds)}, ${performance.total_rated.toFixed(0)} rated `
    + Object.entries(data.analytics.by_priority).map(([priority, count]) => `${priority} ${count}`).join(', ');
  element('rows').replaceChildren(...data.tickets.map(drawRow));
  element('meta').textContent = `Page ${data.meta.page} of ${data.meta.total_pages}, ${data.meta.total} tickets`;
}

function append(message) {
  if ([...element('messages').children].some((each) => each.dataset.id === message.id)) return;
  const line = make('div', message.is_internal ? 'message note' : 'message', '');
  line.dataset.id = message.id;
  line.append(
    make('small', 'sender', `${message.sender_name ?? optional(message.sender_email)}, ${ago(message.createdAt)}`),
    make('div', 'text', message.message),
  );
  element('messages').append(line);
}

function facts(ticket) {
  const { user, device_metadata: device } = ticket;
  return {
    Status: ticket.status.replaceAll('_', ' '),
    Priority: ticket.priority,
    Contact: `${optional(ticket.email)} ${optional(ticket.phone_number)}`,
    Device: device ? `${device.platform.toUpperCase()} ${optional(device.device_model)}` : '–',
    Account: user ? `${person(user)} ${user.account_status.toUpperCase()}` : 'no account',
    Wallet: user?.wallet ? user.wallet.current_balance.toLocaleString('en') : '–',
    Tier: user?.tier ? user.tier.name.toUpperCase() : '–',
    Identity: user?.kyc_verification ? user.kyc_verification.status.toLowerCase() : '–',
    Agent: ticket.assigned_admin ? person(ticket.assigned_admin) : 'Unassigned',
    Transaction: optional(ticket.related_transaction_id),
    Resolution: optional(ticket.resolution_notes),
    Resolver: ticket.resolved_by_admin ? person(ticket.resolved_by_admin) : '–',
    Rating: ticket.satisfaction_rating ? `${'★'.repeat(ticket.satisfaction_rating)} ${optional(ticket.feedback)}` : '–',
  };
}

function drawDetail(ticket) {
  element('title').textContent = `${ticket.ticket_number} ${ticket.subject}`;
  element('facts').replaceChildren(
    ...Object.entries(facts(ticket)).flatMap(([name, value]) => [make('dt', '', name), make('dd', name.toLowerCase(), value)]),
  );
  element('history').replaceChildren(
    ...ticket.history.map((entry) => make('li', entry.change, `${ago(entry.at)}: ${entry.by ? person(entry.by) : 'system'} ${entry.change} ${optional(entry.from)} → ${optional(entry.to)}`)),
  );
  element('detail').hidden = false;
}

async function detail(id) {
  const { data } = await call('GET', `${base}/${id}`);
  if (open?.id !== id) element('messages').replaceChildren();
  open = data;
  data.messages.forEach(append);
  drawDetail(data);
}

const change = async (what, body) => {
  const answer = await call('PUT', `${base}/${open.id}/${what}`, body);
  show('state', answer.message);
  await detail(open.id);
};

element('filter').onsubmit = (event) => (event.preventDefault(), list());
element('rows').onclick = async (click) => {
  if (open) socket.emit('leave_ticket', { ticket_id: open.id });
  await detail(click.target.closest('tr').dataset.id);
  socket.emit('join_ticket', { ticket_id: open.id });
};
element('answer').onsubmit = async (event) => {
  event.preventDefault();
  const { message, is_internal } = Object.fromEntries(new FormData(event.target));
  event.target.reset();
  socket.emit('stop_typing', { ticket_id: open.id });
  const answer = await call('POST', `${base}/${open.id}/reply`, { message, is_internal: is_internal === 'on' });
  show('state', answer.message);
  if (answer.success) append(answer.data);
};
element('answer').message.oninput = () => socket.emit('typing', { ticket_id: open.id });
element('answer').message.onblur = () => open && socket.emit('stop_typing', { ticket_id: open.id });
element('mine').onclick = () => change('assign', { assigned_to: sub });
element('high').onclick = () => change('priority', { priority: 'high' });
element('resolve').onclick = () => change('status', { status: 'resolved', resolution_notes: element('resolution').value });
element('close').onclick = () => change('status', { status: 'closed' });

await list();
const socket = io(`${api}/support`, { auth: { token }, transports: ['websocket'] });
const news = (text) => element('news').prepend(make('li', '', text));
const inRow = (id, cell, text) => {
  const found = [...element('rows').children].find((row) => row.dataset.id === id)?.querySelector(`.${cell}`);
  if (found) found.textContent = text;
};
socket.on('connect', () => show('state', 'Connected'));
socket.on('connect_error', (error) => show('state', `Connection failed: ${error.message}`));
socket.on('ticket_created', (ticket) => {
  news(`New: ${ticket.ticket_number} ${ticket.subject} (${ticket.support_type}, ${ticket.priority}) by ${ticket.email}, ${ago(ticket.created_at)}`);
  list();
});
socket.on('ticket_updated', (data) => {
  if (data.event === 'new_user_message') news(`${data.ticket_number}: ${data.message.sender_name ?? 'user'} wrote ${data.message.preview}, ${ago(data.message.created_at)}`);
  if (data.event === 'assigned') inRow(data.ticket_id, 'agent', data.assigned_admin_name.trim());
  if (data.event === 'status_changed') inRow(data.ticket_id, 'status', data.new_status.replaceAll('_', ' '));
});
socket.on('new_message', ({ ticket_id, message }) => ticket_id === open?.id && append(message));
socket.on('ticket_assigned', (data) => news(`${data.ticket_number} assigned to ${data.assigned_admin_name.trim()}`));
socket.on('status_changed', ({ ticket_id }) => ticket_id === open?.id && detail(ticket_id));
socket.on('typing', ({ ticket_id, user_id }) => ticket_id === open?.id && show('typing', `${user_id.slice(0, 8)} is typing`));
socket.on('stop_typing', () => (element('typing').hidden = true));
globalThis.socket = socket;
