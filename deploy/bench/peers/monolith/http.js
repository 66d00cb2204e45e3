'use strict';
const crypto = require('node:crypto');
const fastify = require('fastify');
const { Check, ApiError, TYPE_PRIORITY, TYPES, PRIORITIES, STATUSES, UUID, phone } = require('./validate');
const { owns } = require('./auth');
const { uuid7 } = require('./db');

const BASE = '/api/v1/support';
const ADMIN = '/api/v1/unified-admin/support';
const NAMES = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed',
  409: 'Conflict', 413: 'Payload Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity',
  429: 'Too Many Requests', 500: 'Internal Server Error', 503: 'Service Unavailable' };
const DEVICE = /^[\x21-\x7e]{8,128}$/;
const CLOSED = 'Cannot add messages to a closed or resolved ticket';

const notFound = (n) => new ApiError(404, 'TICKET_NOT_FOUND', `Ticket ${n} not found`);
const invalid = (field, message) => new ApiError(400, 'VALIDATION_FAILED', message, { errors: [{ field, message }] });

function http({ db, verify, bus }) {
  const app = fastify({ bodyLimit: 65536, logger: false, keepAliveTimeout: 75000, forceCloseConnections: true,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: true }, return503OnClosing: true });

  app.removeContentTypeParser('text/plain');

  // ---- shape of every answer -------------------------------------------------------------
  app.addHook('onRequest', (req, reply, done) => {
    const given = req.headers['x-request-id'];
    reply.header('x-request-id', given && given.length <= 128 ? given : uuid7());
    done();
  });

  app.setErrorHandler((e, req, reply) => {
    let { statusCode = 500, code = 'INTERNAL_ERROR', message } = e;
    if (!(e instanceof ApiError)) {
      if (statusCode === 413) { code = 'PAYLOAD_TOO_LARGE'; message = 'The body is larger than 64 KiB'; }
      else if (statusCode === 415) { code = 'UNSUPPORTED_MEDIA_TYPE'; message = 'Send the body as application/json'; }
      else if (statusCode >= 400 && statusCode < 500) { statusCode = 400; code = 'VALIDATION_FAILED'; message = 'The body is not valid JSON'; }
      else if (/^(08|53|57|ECONN)/.test(e.code || '') || /timeout exceeded|Connection terminated/.test(message)) {
        statusCode = 503; code = 'STORE_UNAVAILABLE'; message = 'The service is busy, try again'; reply.header('retry-after', '2');
      } else { statusCode = 500; code = 'INTERNAL_ERROR'; message = 'Something went wrong'; if (process.env.DEBUG) console.error(e); }
    }
    if (statusCode === 409) reply.header('retry-after', '1');
    reply.code(statusCode).send({ success: false, statusCode, error: NAMES[statusCode] || 'Error', message, code, ...(e.errors ? { errors: e.errors } : {}) });
  });

  const known = [
    [/^\/api\/v1\/support\/(request-support|ticket\/add-message|ticket\/[^/]+\/(rate|read))\/?$/, 'POST'],
    [/^\/api\/v1\/support\/(my-tickets|ticket)\/?$/, 'GET, HEAD'],
    [/^\/api\/v1\/unified-admin\/support(\/[^/]+)?\/?$/, 'GET, HEAD'],
    [/^\/api\/v1\/unified-admin\/support\/[^/]+\/reply\/?$/, 'POST'],
    [/^\/api\/v1\/unified-admin\/support\/[^/]+\/(status|assign|priority)\/?$/, 'PUT'],
  ];
  app.setNotFoundHandler((req, reply) => {
    const path = req.url.split('?', 1)[0];
    const hit = known.find(([re]) => re.test(path));
    if (hit) {
      reply.header('allow', hit[1]);
      throw new ApiError(405, 'METHOD_NOT_ALLOWED', `Use ${hit[1]} here`);
    }
    throw new ApiError(404, 'NOT_FOUND', 'Nothing is here');
  });

  const ok = (message, data) => ({ success: true, message, data });

  // ---- who is calling --------------------------------------------------------------------
  const seen = new Map();
  function remember(u) {
    const mark = `${u.email}|${u.name}|${u.admin}`;
    if (seen.get(u.id) === mark) return;
    if (seen.size > 50000) seen.clear();
    seen.set(u.id, mark);
    db.run('putUser', [u.id, u.email, u.firstName, u.lastName, null, null, u.admin ? 'admin' : 'user']).catch(() => seen.delete(u.id));
  }
  function bearer(req) {
    const h = req.headers.authorization;
    if (h === undefined) return null;
    if (!/^bearer /i.test(h)) throw new ApiError(401, 'UNAUTHORIZED', 'Unauthorized');
    const u = verify(h.slice(7).trim());
    remember(u);
    return u;
  }
  async function guard(req) {
    const d = req.headers['x-device-id'];
    if (typeof d !== 'string' || !DEVICE.test(d)) {
      throw new ApiError(401, 'SECURITY_HEADERS_REQUIRED', 'Missing or malformed x-device-id header');
    }
    req.device = d;
    req.user = bearer(req);
  }
  async function userOnly(req) {
    await guard(req);
    if (!req.user) throw new ApiError(401, 'UNAUTHORIZED', 'Unauthorized');
  }
  async function adminOnly(req) {
    req.user = bearer(req);
    if (!req.user) throw new ApiError(401, 'UNAUTHORIZED', 'Unauthorized');
    if (!req.user.admin) throw new ApiError(403, 'FORBIDDEN', 'Admins only');
  }

  // ---- Idempotency-Key: free when the header is absent -----------------------------------
  const keyed = (handler) => async (req, reply) => {
    const key = req.headers['idempotency-key'];
    if (key === undefined) return handler(req, reply);
    if (key.length < 1 || key.length > 255) throw invalid('Idempotency-Key', 'Idempotency-Key must be between 1 and 255 characters');
    const caller = req.user ? `u:${req.user.id}` : `d:${req.device}`;
    const print = crypto.createHash('sha256').update(`${req.method} ${req.url}\n${JSON.stringify(req.body ?? null)}`).digest('hex');
    if (!(await db.run('keyTake', [caller, key, print])).length) {
      const [k] = await db.run('keyRead', [caller, key]);
      if (k && k.fingerprint !== print) {
        throw new ApiError(422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used with another body');
      }
      if (!k || k.status_code === null) throw new ApiError(409, 'REQUEST_IN_PROGRESS', 'The first request with this Idempotency-Key is still running');
      reply.header('idempotent-replayed', 'true').header('content-type', 'application/json; charset=utf-8').code(k.status_code);
      return k.body;
    }
    try {
      const body = JSON.stringify(await handler(req, reply));
      await db.run('keyStore', [caller, key, reply.statusCode, body]);
      reply.header('content-type', 'application/json; charset=utf-8');
      return body;
    } catch (e) {
      await db.run('keyDrop', [caller, key]).catch(() => {});
      throw e;
    }
  };

  // ---- user side -------------------------------------------------------------------------
  const userMessage = (m) => ({ id: m.id, message: m.message, is_from_user: m.is_from_user, sender_name: m.sender_name,
    sender_email: m.sender_email, attachments: m.attachments, created_at: m.created_at });

  const userTicket = (t, messages) => ({
    id: t.id, ticket_number: t.ticket_number, subject: t.subject, description: t.description, support_type: t.support_type,
    status: t.status, priority: t.priority, email: t.email, phone_number: t.phone_number, related_transaction_id: t.related_transaction_id,
    created_at: t.created_at, updated_at: t.updated_at, last_response_at: t.last_response_at, satisfaction_rating: t.satisfaction_rating,
    messages, total_messages: t.message_count });

  function metadata(req, given) {
    if (given) return given;
    const h = req.headers;
    const m = { device_id: req.device };
    const put = (k, header) => { const v = h[header]; if (v) m[k] = String(v).slice(0, 200); };
    put('device_fingerprint', 'x-device-fingerprint'); put('device_name', 'x-device-name'); put('device_model', 'x-device-model');
    put('platform', 'platform'); put('os_name', 'x-os-name'); put('os_version', 'x-os-version'); put('app_version', 'x-app-version');
    return m;
  }

  /** One statement for the everyday case; the second only to say why nothing happened. */
  async function addMessage(number, email, text, user) {
    const id = uuid7();
    const n = number.toUpperCase();
    const args = [n, email, id, text, user && !user.admin ? user.id : null, user ? user.name : null];
    let moved = false;
    let [r] = await db.run('postMessage', args);
    if (!r) {
      const [t] = await db.run('ticketByNumber', [n]);
      if (!t) throw notFound(number);
      if (t.email !== email) throw new ApiError(400, 'EMAIL_MISMATCH', 'Email does not match the ticket owner');
      if (t.status === 'waiting_user') { [r] = await db.run('postMessageWaiting', args); moved = Boolean(r); }
      if (!r) [r] = await db.run('postMessage', args);
      if (!r) throw new ApiError(400, 'TICKET_CLOSED', CLOSED);
    }
    const m = { id, message: text, is_from_user: true, sender_name: r.sender_name, sender_email: email, attachments: null, created_at: r.created_at };
    bus().userMessage(r, m);
    if (moved) bus().status(r, 'waiting_user', 'in_progress');
    return { ticket: r, message: m };
  }

  app.post(`${BASE}/request-support`, { preHandler: guard }, keyed(async (req, reply) => {
    const c = new Check(req.body);
    const existing = c.text('ticket_number', { max: 40 });
    const subject = c.text('subject', { required: !existing, min: 5, max: 200 });
    const description = c.text('description', { required: true, min: 10, max: 5000 });
    const email = c.email('email');
    const number = c.phone('phone_number');
    const type = c.oneOf('support_type', TYPES);
    const priority = c.oneOf('priority', PRIORITIES, 'urgent');
    const transaction = c.text('related_transaction_id', { max: 128 });
    const sessionId = c.text('session_id', { max: 128 });
    const meta = req.body.device_metadata;
    if (meta !== undefined && meta !== null && (typeof meta !== 'object' || Array.isArray(meta))) c.fail('device_metadata', 'device_metadata must be an object');
    c.done();

    if (existing) {
      const { ticket } = await addMessage(existing, email, description, req.user);
      const [t] = await db.run('ticketById', [ticket.id]);
      const messages = await db.run('visibleMessages', [ticket.id]);
      reply.code(201);
      return ok('Message added to your ticket', { ticket: userTicket(t, messages.map(userMessage)), message: 'Message added to your ticket' });
    }

    let session = null;
    if (sessionId) {
      [session] = await db.run('session', [sessionId]);
      if (!session) throw new ApiError(400, 'INVALID_SESSION', 'Invalid session ID');
    }
    const name = req.user ? req.user.name : session ? [session.first_name, session.last_name].filter(Boolean).join(' ') || null : null;
    const supportType = session ? 'REGISTRATION_ISSUE' : type || 'GENERAL_INQUIRY';
    const t = {
      id: uuid7(), user_id: req.user ? req.user.id : null, email, phone_number: number || (session && session.phone_number) || null,
      subject, description, support_type: supportType, status: 'pending', priority: priority || TYPE_PRIORITY[supportType],
      related_transaction_id: transaction, last_response_at: null, satisfaction_rating: null, message_count: 1 };
    const messageId = uuid7();
    const made = await db.create([t.id, t.user_id, email, name, t.phone_number, subject, description, supportType, t.priority, transaction,
      sessionId, req.device, JSON.stringify(metadata(req, meta)), req.ip, req.headers['user-agent'] || null, messageId]);
    t.ticket_number = made.ticket_number;
    t.created_at = t.updated_at = made.created_at;
    bus().created(t);
    reply.code(201);
    return ok('Support ticket created successfully', {
      ticket: userTicket(t, [{ id: messageId, message: description, is_from_user: true, sender_name: name, sender_email: email,
        attachments: null, created_at: made.created_at }]),
      message: 'Your ticket has been created. Our team will review it and respond as soon as possible.' });
  }));

  app.get(`${BASE}/my-tickets`, { preHandler: userOnly }, async (req) => {
    const limit = integer(req.query, 'limit', 100, 1, 500);
    let offset = 0;
    if (req.query.cursor !== undefined) {
      offset = Number(Buffer.from(String(req.query.cursor), 'base64url').toString());
      if (!Number.isSafeInteger(offset) || offset < 0) throw invalid('cursor', 'cursor is not valid');
    }
    const u = req.user;
    const rows = await db.run('myTickets', [u.id, u.verified ? u.email : null, limit, offset]);
    const total = rows.length ? Number(rows[0].total) : 0;
    const data = {
      tickets: rows.map((r) => ({
        id: r.id, ticket_number: r.ticket_number, subject: r.subject, support_type: r.support_type, status: r.status, priority: r.priority,
        message_count: r.message_count,
        last_message: r.last_at ? { message: r.last_text, is_from_user: r.last_from_user, createdAt: r.last_at } : null,
        has_unread: r.last_from_user === false && BigInt(r.last_seq) > BigInt(r.user_read_seq),
        created_at: r.created_at, updated_at: r.updated_at, last_response_at: r.last_response_at })),
      total_tickets: total };
    if (offset + rows.length < total) data.next_cursor = Buffer.from(String(offset + rows.length)).toString('base64url');
    return ok('Tickets fetched', data);
  });

  app.get(`${BASE}/ticket`, { preHandler: guard }, async (req) => {
    const number = req.query.ticket_number;
    if (typeof number !== 'string' || !number.trim() || number.length > 40) throw invalid('ticket_number', 'ticket_number is required');
    const [t] = await db.run('ticketByNumber', [number.trim().toUpperCase()]);
    const asked = typeof req.query.email === 'string' ? req.query.email.trim().toLowerCase() : null;
    const may = t && ((req.user && req.user.admin) || owns(req.user, t) || t.device_id === req.device || asked === t.email);
    if (!may) throw notFound(number.trim());
    let messages;
    if (req.query.limit !== undefined || req.query.before !== undefined) {
      const limit = integer(req.query, 'limit', 50, 1, 500);
      const before = req.query.before ?? null;
      if (before !== null && !UUID.test(before)) throw invalid('before', 'before must be a message id');
      messages = await db.run('messagesBefore', [t.id, before, limit]);
    } else {
      messages = await db.run('visibleMessages', [t.id]);
    }
    return ok('Ticket retrieved', { ticket: userTicket(t, messages.map(userMessage)) });
  });

  app.post(`${BASE}/ticket/add-message`, { preHandler: guard }, keyed(async (req, reply) => {
    const c = new Check(req.body);
    const number = c.text('ticket_number', { required: true, max: 40 });
    const text = c.text('message', { required: true, min: 10, max: 5000 });
    const email = c.email('email');
    c.done();
    const { ticket, message } = await addMessage(number.trim(), email, text, req.user);
    reply.code(201);
    return ok('Message sent', { ticket_number: ticket.ticket_number, ticket_id: ticket.id, message: {
      id: message.id, message: text, is_from_user: true, sender_name: message.sender_name, sender_email: email, attachments: null,
      createdAt: message.created_at } });
  }));

  app.post(`${BASE}/ticket/:ticketNumber/rate`, { preHandler: userOnly }, keyed(async (req, reply) => {
    const c = new Check(req.body);
    const rating = c.body.rating;
    if (!Number.isInteger(rating) || rating < 1 || rating > 5) c.fail('rating', 'Rating must be between 1 and 5');
    const feedback = c.text('feedback', { max: 2000 });
    c.done();
    const number = req.params.ticketNumber;
    const [t] = await db.run('ticketByNumber', [number.toUpperCase()]);
    if (!t) throw notFound(number);
    if (!owns(req.user, t)) throw new ApiError(400, 'NOT_TICKET_OWNER', 'You can only rate your own tickets');
    const rated = new ApiError(400, 'ALREADY_RATED', 'Ticket already rated');
    if (t.satisfaction_rating !== null) throw rated;
    if (t.status !== 'resolved' && t.status !== 'closed') throw new ApiError(400, 'RATING_NOT_ALLOWED', 'Can only rate resolved or closed tickets');
    if (!(await db.run('rate', [t.id, rating, feedback])).length) throw rated;
    reply.code(201);
    return ok('Thank you for your feedback', { ticket_number: t.ticket_number, rating, feedback });
  }));

  app.post(`${BASE}/ticket/:ticketNumber/read`, { preHandler: userOnly }, async (req) => {
    const [t] = await db.run('ticketByNumber', [req.params.ticketNumber.toUpperCase()]);
    if (!t || !owns(req.user, t)) throw notFound(req.params.ticketNumber);
    await db.run('markRead', [t.id]);
    bus().read(t);
    return ok('Messages marked as read', { ticket_number: t.ticket_number });
  });

  // ---- admin side ------------------------------------------------------------------------
  const ROW = `t.*, u.email as u_email, u.first_name as u_first, u.last_name as u_last, u.phone_number as u_phone, u.smipay_tag as u_tag, u.role as u_role,
    a.email as a_email, a.first_name as a_first, a.last_name as a_last`;
  const JOIN = 'left join users u on u.id = t.user_id left join users a on a.id = t.assigned_to';
  const person = (id, email, first, last) => (id === null ? null : { id, first_name: first ?? null, last_name: last ?? null, email: email ?? null });
  const adminRow = (t) => ({
    id: t.id, ticket_number: t.ticket_number, user_id: t.user_id, phone_number: t.phone_number, email: t.email, subject: t.subject,
    support_type: t.support_type, status: t.status, priority: t.priority, assigned_to: t.assigned_to, first_response_at: t.first_response_at,
    last_response_at: t.last_response_at, response_time_seconds: t.response_time_seconds, resolved_at: t.resolved_at,
    satisfaction_rating: t.satisfaction_rating, tags: null, createdAt: t.created_at, updatedAt: t.updated_at,
    user: t.user_id === null ? null : { id: t.user_id, first_name: t.u_first ?? null, last_name: t.u_last ?? null, email: t.u_email ?? t.email,
      phone_number: t.u_phone ?? null, smipay_tag: t.u_tag ?? null, profile_image: null },
    message_count: t.message_count, assigned_admin: person(t.assigned_to, t.a_email, t.a_first, t.a_last) });

  const number = async (id) => {
    const [t] = UUID.test(id) ? await db.run('ticketById', [id]) : await db.run('ticketByNumber', [id.toUpperCase()]);
    if (!t) throw notFound(id);
    return t;
  };
  const row = async (id) => (await db.text('rowById', `select ${ROW} from tickets t ${JOIN} where t.id = $1::uuid`, [id]))[0];

  const SORT = { createdAt: 'created_at', updatedAt: 'updated_at', priority: 'priority', status: 'status', support_type: 'support_type' };
  const SEARCH = "lower(t.ticket_number || ' ' || t.subject || ' ' || t.email || ' ' || coalesce(t.phone_number, '') || ' ' || t.description)";

  function integer(q, field, dflt, min, max) {
    const v = q[field];
    if (v === undefined) return dflt;
    if (!/^\d{1,9}$/.test(v) || Number(v) < min || Number(v) > max) throw invalid(field, `${field} must be a whole number between ${min} and ${max}`);
    return Number(v);
  }
  const choice = (q, field, values, dflt) => {
    const v = q[field];
    if (v === undefined || v === '') return dflt;
    if (!values.includes(v)) throw invalid(field, `${field} must be one of: ${values.join(', ')}`);
    return v;
  };
  const instant = (q, field) => {
    const v = q[field];
    if (v === undefined || v === '') return null;
    if (!/^\d{4}-\d{2}-\d{2}/.test(v) || Number.isNaN(Date.parse(v))) throw invalid(field, `${field} must be an ISO 8601 date`);
    return new Date(v);
  };

  // One run at a time; whoever comes while it runs shares the next one, which sees all that was committed before it came.
  let running = null;
  let next = null;
  function analytics() {
    if (!running) {
      running = readAnalytics().finally(() => { running = null; });
      return running;
    }
    next ??= running.catch(() => {}).then(() => { next = null; return analytics(); });
    return next;
  }

  const DAY = 86400000;
  async function readAnalytics() {
    const at = Date.now();
    const rows = await db.run('analytics', [new Date(at - at % DAY), new Date(at - 7 * DAY), new Date(at - 30 * DAY)]);
    const o = { total: 0, unassigned: 0, today: 0, week: 0, month: 0, rs: 0, rn: 0, ss: 0, sn: 0 };
    const by = (v) => Object.fromEntries(v.map((x) => [x, 0]));
    const status = by(STATUSES); const priority = by(PRIORITIES); const type = by(TYPES);
    for (const r of rows) {
      status[r.status] += r.n; priority[r.priority] += r.n; type[r.support_type] += r.n;
      o.total += r.n; o.today += r.today; o.week += r.week; o.month += r.month;
      if (r.status === 'pending' || r.status === 'in_progress' || r.status === 'escalated') o.unassigned += r.unassigned;
      o.rs += r.response_sum; o.rn += r.response_n; o.ss += r.rating_sum; o.sn += r.rating_n;
    }
    return {
      overview: { total_tickets: o.total, open: status.pending + status.in_progress + status.escalated, pending: status.pending,
        in_progress: status.in_progress, escalated: status.escalated, waiting_user: status.waiting_user, resolved: status.resolved,
        closed: status.closed, unassigned: o.unassigned },
      activity: { new_today: o.today, new_this_week: o.week, new_this_month: o.month },
      performance: { avg_response_time_seconds: o.rn ? o.rs / o.rn : null, avg_satisfaction_rating: o.sn ? o.ss / o.sn : null, total_rated: o.sn },
      by_status: status, by_priority: priority, by_type: type };
  }

  app.get(ADMIN, { preHandler: adminOnly }, async (req) => {
    const q = req.query;
    const page = integer(q, 'page', 1, 1, 999999999);
    const limit = integer(q, 'limit', 20, 1, 100);
    const sort = SORT[choice(q, 'sort_by', Object.keys(SORT), 'createdAt')];
    const order = choice(q, 'sort_order', ['asc', 'desc'], 'desc');
    const values = [];
    const where = [];
    let shape = `list_${sort}_${order}`;
    const add = (tag, sql, v) => { shape += `_${tag}`; if (v === undefined) where.push(sql); else { values.push(v); where.push(sql.replace('?', `$${values.length}`)); } };
    const status = choice(q, 'status', STATUSES); if (status) add('st', 't.status = ?', status);
    const priority = choice(q, 'priority', PRIORITIES); if (priority) add('pr', 't.priority = ?::ticket_priority', priority);
    const type = choice(q, 'support_type', TYPES); if (type) add('ty', 't.support_type = ?', type);
    if (q.assigned_to === 'unassigned') add('un', 't.assigned_to is null');
    else if (q.assigned_to) {
      if (!UUID.test(q.assigned_to)) throw invalid('assigned_to', "assigned_to must be an admin's UUID or unassigned");
      add('as', 't.assigned_to = ?', q.assigned_to);
    }
    if (q.user_id) add('us', 't.user_id = ?', q.user_id);
    const from = instant(q, 'date_from'); if (from) add('fr', 't.created_at >= ?', from);
    const to = instant(q, 'date_to'); if (to) add('to', 't.created_at <= ?', to);
    const search = typeof q.search === 'string' ? q.search.trim().toLowerCase() : '';
    if (search) add('se', `${SEARCH} like ?`, `%${search.replace(/[\\%_]/g, '\\$&')}%`);
    const filter = where.length ? `where ${where.join(' and ')}` : '';
    const sql = `select ${ROW} from (select t.* from tickets t ${filter} order by t.${sort} ${order}, t.id ${order}
      limit $${values.length + 1} offset $${values.length + 2}) t ${JOIN} order by t.${sort} ${order}, t.id ${order}`;
    const [figures, rows, counted] = await Promise.all([
      analytics(),
      db.text(shape, sql, [...values, limit, (page - 1) * limit]),
      filter ? db.text(`${shape}_n`, `select count(*)::int as n from tickets t ${filter}`, values) : null]);
    const total = counted ? counted[0].n : figures.overview.total_tickets;
    return ok('Tickets fetched', { analytics: figures, tickets: rows.map(adminRow),
      meta: { total, page, limit, total_pages: Math.ceil(total / limit) } });
  });

  app.get(`${ADMIN}/:id`, { preHandler: adminOnly }, async (req) => {
    const id = req.params.id;
    const by = UUID.test(id) ? ['detailById', 't.id = $1::uuid', id] : ['detailByNumber', 't.ticket_number = $1', id.toUpperCase()];
    const [t] = await db.text(by[0], `select ${ROW}, r.email as r_email, r.first_name as r_first, r.last_name as r_last
      from tickets t ${JOIN} left join users r on r.id = t.resolved_by where ${by[1]}`, [by[2]]);
    if (!t) throw notFound(id);
    const messages = await db.run('allMessages', [t.id]);
    const r = adminRow(t);
    if (r.user) Object.assign(r.user, { account_status: null, role: t.u_role ?? null, wallet: null, tier: null, kyc_verification: null });
    return ok('Ticket fetched', { ...r,
      description: t.description, resolution_notes: t.resolution_notes, resolved_by: t.resolved_by,
      resolved_by_admin: person(t.resolved_by, t.r_email, t.r_first, t.r_last), related_transaction_id: t.related_transaction_id,
      related_registration_progress_id: t.registration_session_id, device_metadata: t.device_metadata, ip_address: t.ip_address,
      user_agent: t.user_agent, internal_notes: null, attachments: null, feedback: t.feedback, related_transaction: null,
      messages: messages.map(adminMessage) });
  });

  const adminMessage = (m) => ({ id: m.id, message: m.message, is_internal: m.is_internal, is_from_user: m.is_from_user, user_id: m.user_id,
    sender_name: m.sender_name, sender_email: m.sender_email, attachments: m.attachments ?? null, createdAt: m.created_at });

  app.post(`${ADMIN}/:id/reply`, { preHandler: adminOnly }, keyed(async (req, reply) => {
    const c = new Check(req.body);
    const text = c.text('message', { required: true, min: 1, max: 5000 });
    const internal = c.body.is_internal ?? false;
    if (typeof internal !== 'boolean') c.fail('is_internal', 'is_internal must be true or false');
    c.done();
    const u = req.user;
    const id = UUID.test(req.params.id) ? req.params.id.toLowerCase() : (await number(req.params.id)).id;
    const m = { id: uuid7(), message: text, is_from_user: false, is_internal: internal, user_id: u.id, sender_name: u.name, sender_email: u.email, attachments: null };
    const args = [id, m.id, text, u.id, u.name, u.email];
    if (internal) {
      const [r] = await db.run('note', args);
      if (!r) throw notFound(req.params.id);
      m.created_at = r.created_at;
      bus().note({ id }, m);
    } else {
      const [r] = await db.run('reply', args);
      if (!r) {
        await number(req.params.id);
        throw new ApiError(400, 'TICKET_CLOSED', CLOSED);
      }
      m.created_at = r.created_at;
      bus().reply(r, m);
      if (r.old_status !== r.new_status) bus().status(r, r.old_status, r.new_status);
    }
    reply.code(201);
    return ok('Reply sent', adminMessage(m));
  }));

  app.put(`${ADMIN}/:id/status`, { preHandler: adminOnly }, async (req) => {
    const c = new Check(req.body);
    const status = c.oneOf('status', STATUSES);
    if (!status && !c.errors.length) c.fail('status', 'status is required');
    const notes = c.text('resolution_notes', { max: 5000 });
    c.done();
    const t = await number(req.params.id);
    const [r] = await db.run('status', [t.id, status, notes, req.user.id]);
    if (r) bus().status(r, r.old_status, status, notes);
    return ok(status === 'resolved' ? 'Ticket resolved' : status === 'closed' ? 'Ticket closed' : 'Status updated', adminRow(await row(t.id)));
  });

  app.put(`${ADMIN}/:id/assign`, { preHandler: adminOnly }, async (req) => {
    const c = new Check(req.body);
    const to = c.body.assigned_to;
    if (to === undefined) c.fail('assigned_to', 'assigned_to is required');
    else if (to !== null && (typeof to !== 'string' || !UUID.test(to))) c.fail('assigned_to', "assigned_to must be an admin's UUID, or null");
    c.done();
    const t = await number(req.params.id);
    await db.run('assign', [t.id, to]);
    const r = await row(t.id);
    bus().assigned(r, to, [r.a_first, r.a_last].filter(Boolean).join(' ') || null);
    return ok('Ticket assigned', adminRow(r));
  });

  app.put(`${ADMIN}/:id/priority`, { preHandler: adminOnly }, async (req) => {
    const c = new Check(req.body);
    const priority = c.oneOf('priority', PRIORITIES);
    if (!priority && !c.errors.length) c.fail('priority', 'priority is required');
    c.done();
    const t = await number(req.params.id);
    await db.run('priority', [t.id, priority]);
    return ok('Priority updated', adminRow(await row(t.id)));
  });
  return app;
}

module.exports = { http };
