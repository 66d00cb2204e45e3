// The support desk as a team would write it otherwise: one process, one database, and a push straight after the commit.
// No outbox, no broker, no idempotency keys, no history. It answers the same requests with the same bodies.
import fastifyJwt from '@fastify/jwt';
import Fastify from 'fastify';
import parsePhoneNumber from 'libphonenumber-js/min';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Server } from 'socket.io';

const { PORT, DATABASE_URL, JWT_SECRET, POOL_SIZE = '16' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_SIZE) });

await pool.query(`
  create sequence if not exists ticket_number;
  create table if not exists ticket (
    id uuid primary key, ticket_number text not null unique, user_id text, email text not null, subject text not null,
    description text not null, support_type text not null, status text not null, priority text not null,
    phone_number text, related_transaction_id text, owner_name text, device_metadata jsonb,
    ip_address text, user_agent text,
    message_count int not null, last_message text not null, last_is_from_user boolean not null,
    last_message_at timestamptz not null, last_response_at timestamptz, read_at timestamptz,
    created_at timestamptz not null, updated_at timestamptz not null);
  create index if not exists ticket_by_user on ticket (user_id, updated_at desc);
  create index if not exists ticket_by_status on ticket (status, created_at desc);
  create table if not exists message (
    id uuid primary key, ticket_id uuid not null references ticket, seq bigint generated always as identity,
    message text not null, is_from_user boolean not null, is_internal boolean not null default false,
    sender_id text, sender_name text, sender_email text, created_at timestamptz not null);
  create index if not exists message_by_ticket on message (ticket_id, seq);`);

const app = Fastify({ logger: { level: 'info' }, trustProxy: '127.0.0.1', bodyLimit: 256 * 1024 });
await app.register(fastifyJwt, { secret: JWT_SECRET, verify: { algorithms: ['HS256'] } });
const io = new Server(app.server, { transports: ['websocket'], cors: { origin: false } });
const desk = io.of('/support');
desk.use((socket, next) => {
  try {
    socket.data.user = app.jwt.verify(socket.handshake.auth.token);
    next();
  } catch {
    next(new Error('Unauthorized'));
  }
});
desk.on('connection', (socket) => {
  socket.join(socket.data.user.role === 'admin' ? 'admins' : `user:${socket.data.user.sub}`);
  socket.on('join_ticket', async ({ ticket_id }, answer) => {
    const { rows } = await pool.query({ name: 'join', text: 'select user_id from ticket where id = $1', values: [ticket_id] });
    const allowed = rows[0] && (socket.data.user.role === 'admin' || rows[0].user_id === socket.data.user.sub);
    if (allowed) socket.join(`ticket:${ticket_id}`);
    answer?.({ success: Boolean(allowed) });
  });
});

class Refusal extends Error {
  constructor(statusCode, code, message) {
    super(message);
    Object.assign(this, { statusCode, code });
  }
}

app.setErrorHandler((error, request, reply) => {
  const statusCode = error.statusCode ?? 500;
  reply.code(statusCode).send({ success: false, statusCode, code: error.code, message: error.message });
});
app.addHook('onRequest', async (request, reply) => {
  reply.header('x-request-id', request.headers['x-request-id'] ?? randomUUID());
  if (request.headers.authorization) request.user = await request.jwtVerify();
});

async function transaction(work) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const HIGH = ['SECURITY_ISSUE', 'REFUND_REQUEST', 'REGISTRATION_ISSUE', 'LOGIN_ISSUE'];
const LOW = ['FEATURE_REQUEST', 'GENERAL_INQUIRY', 'OTHER'];
const TYPES = [...HIGH, ...LOW, 'TRANSACTION_ISSUE', 'PAYMENT_ISSUE', 'ACCOUNT_ISSUE', 'WALLET_ISSUE', 'CARD_ISSUE',
  'KYC_VERIFICATION_ISSUE', 'BILLING_ISSUE', 'BUG_REPORT'];

function phone(text) {
  if (!text) return null;
  const parsed = parsePhoneNumber(text, 'NG');
  if (!parsed?.isValid()) throw new Refusal(400, 'VALIDATION_FAILED', 'Phone number must be in E.164 format');
  return parsed.number;
}

const ticketAnswer = (ticket, messages) => ({
  id: ticket.id, ticket_number: ticket.ticket_number, subject: ticket.subject, description: ticket.description,
  support_type: ticket.support_type, status: ticket.status, priority: ticket.priority, email: ticket.email,
  phone_number: ticket.phone_number, related_transaction_id: ticket.related_transaction_id,
  created_at: ticket.created_at, updated_at: ticket.updated_at, last_response_at: ticket.last_response_at,
  messages: messages.map((message) => ({
    id: message.id, message: message.message, is_from_user: message.is_from_user, sender_name: message.sender_name,
    sender_email: message.sender_email, attachments: null, created_at: message.created_at,
  })),
  total_messages: messages.length,
});

app.post('/api/v1/support/request-support', {
  schema: { body: {
    type: 'object', required: ['subject', 'description', 'email'],
    properties: {
      subject: { type: 'string', minLength: 5, maxLength: 200 },
      description: { type: 'string', minLength: 10, maxLength: 5000 },
      email: { type: 'string', format: 'email' }, phone_number: { type: 'string' },
      support_type: { type: 'string', enum: TYPES }, related_transaction_id: { type: 'string' },
      device_metadata: { type: 'object' },
    },
  } },
}, async (request, reply) => {
  const { body, user } = request;
  const type = body.support_type ?? 'GENERAL_INQUIRY';
  const priority = HIGH.includes(type) ? 'high' : LOW.includes(type) ? 'low' : 'medium';
  const now = new Date();
  const id = randomUUID();
  const name = user?.name ?? null;
  const { ticket, message } = await transaction(async (client) => {
    const inserted = await client.query({
      name: 'open',
      text: `insert into ticket values ($1, 'SMI-' || $2::text || '-' || lpad(nextval('ticket_number')::text, 6, '0'), $3, $4, $5,
        $6, $7, 'pending', $8, $9, $10, $11, $12, $13, $14, 1, $15, true, $16, null, null, $16, $16) returning *`,
      values: [id, now.getUTCFullYear(), user?.sub ?? null, body.email.trim().toLowerCase(), body.subject, body.description, type,
        priority, phone(body.phone_number), body.related_transaction_id ?? null, name, body.device_metadata ?? null,
        request.ip, request.headers['user-agent'] ?? null, body.description.slice(0, 100), now],
    });
    const first = await client.query({
      name: 'first',
      text: `insert into message (id, ticket_id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
        values ($1, $2, $3, true, $4, $5, $6, $7) returning *`,
      values: [randomUUID(), id, body.description, user?.sub ?? null, name, body.email, now],
    });
    return { ticket: inserted.rows[0], message: first.rows[0] };
  });
  desk.to('admins').emit('new_ticket', { ticket_id: id, ticket_number: ticket.ticket_number, subject: ticket.subject, priority });
  return reply.code(201).send({
    success: true, message: 'Support ticket created successfully',
    data: { ticket: ticketAnswer(ticket, [message]),
      message: 'Your ticket has been created. Our team will review it and respond as soon as possible.' },
  });
});

app.post('/api/v1/support/ticket/add-message', {
  schema: { body: {
    type: 'object', required: ['ticket_number', 'message', 'email'],
    properties: {
      ticket_number: { type: 'string' }, message: { type: 'string', minLength: 1, maxLength: 5000 },
      email: { type: 'string', format: 'email' },
    },
  } },
}, async (request, reply) => {
  const { body, user } = request;
  const { ticket, message } = await transaction(async (client) => {
    const found = await client.query({
      name: 'lock',
      text: 'select id, ticket_number, user_id, email, owner_name, status from ticket where ticket_number = $1 for update',
      values: [body.ticket_number.toUpperCase()],
    });
    const ticket = found.rows[0];
    if (!ticket) throw new Refusal(404, 'TICKET_NOT_FOUND', `Ticket ${body.ticket_number} not found`);
    if (ticket.email !== body.email.trim().toLowerCase()) throw new Refusal(400, 'EMAIL_MISMATCH', 'Email does not match the ticket owner');
    if (ticket.status === 'closed' || ticket.status === 'resolved') {
      throw new Refusal(400, 'TICKET_NOT_OPEN', 'Cannot add messages to a closed or resolved ticket');
    }
    const now = new Date();
    const inserted = await client.query({
      name: 'say',
      text: `insert into message (id, ticket_id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
        values ($1, $2, $3, true, $4, $5, $6, $7) returning *`,
      values: [randomUUID(), ticket.id, body.message, user?.sub ?? null, user?.name ?? ticket.owner_name, ticket.email, now],
    });
    await client.query({
      name: 'count',
      text: `update ticket set message_count = message_count + 1, last_message = $2, last_is_from_user = true,
        last_message_at = $3, updated_at = $3, status = case when status = 'waiting_user' then 'in_progress' else status end
        where id = $1`,
      values: [ticket.id, body.message.slice(0, 100), now],
    });
    return { ticket, message: inserted.rows[0] };
  });
  const shown = {
    id: message.id, message: message.message, is_from_user: true, sender_name: message.sender_name,
    sender_email: message.sender_email, attachments: null, createdAt: message.created_at,
  };
  desk.to([`ticket:${ticket.id}`, 'admins']).emit('new_message', { ticket_id: ticket.id, message: shown });
  return reply.code(201).send({
    success: true, message: 'Message sent',
    data: { ticket_number: ticket.ticket_number, ticket_id: ticket.id, message: shown },
  });
});

app.get('/api/v1/support/ticket', async (request) => {
  const number = String(request.query.ticket_number ?? '').toUpperCase();
  const { rows: [ticket] } = await pool.query({ name: 'show', text: 'select * from ticket where ticket_number = $1', values: [number] });
  if (!ticket || (ticket.user_id && ticket.user_id !== request.user?.sub)) throw new Refusal(404, 'TICKET_NOT_FOUND', `Ticket ${number} not found`);
  const { rows } = await pool.query({
    name: 'messages',
    text: `select id, message, is_from_user, sender_name, sender_email, created_at from message
      where ticket_id = $1 and not is_internal order by seq`,
    values: [ticket.id],
  });
  return { success: true, message: 'Ticket retrieved', data: { ticket: ticketAnswer(ticket, rows) } };
});

app.get('/api/v1/support/my-tickets', async (request) => {
  if (!request.user) throw new Refusal(401, 'UNAUTHORIZED', 'Unauthorized');
  const { rows } = await pool.query({
    name: 'mine',
    text: `select id, ticket_number, subject, support_type, status, priority, message_count, last_message,
        last_is_from_user, last_message_at, created_at, updated_at, last_response_at
      from ticket where user_id = $1 order by updated_at desc limit 100`,
    values: [request.user.sub],
  });
  return {
    success: true, message: 'Tickets fetched',
    data: {
      tickets: rows.map((ticket) => ({
        id: ticket.id, ticket_number: ticket.ticket_number, subject: ticket.subject, support_type: ticket.support_type,
        status: ticket.status, priority: ticket.priority, message_count: ticket.message_count,
        last_message: { message: ticket.last_message, is_from_user: ticket.last_is_from_user, createdAt: ticket.last_message_at },
        has_unread: !ticket.last_is_from_user, created_at: ticket.created_at, updated_at: ticket.updated_at,
        last_response_at: ticket.last_response_at,
      })),
      total_tickets: rows.length,
    },
  };
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
process.on('SIGTERM', () => process.exit(0));
