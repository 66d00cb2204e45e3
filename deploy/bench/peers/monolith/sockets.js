'use strict';
const { Server } = require('socket.io');
const { UUID } = require('./validate');
const { owns } = require('./auth');

const TYPING_EVERY_MS = 1000;
const TYPING_ENDS_MS = 6000;

/** Rooms: user:<id>, email:<email> (guests' tickets), admins, ticket:<id>, ticket:<id>:admins. */
function sockets(server, { db, verify, origins }) {
  const io = new Server(server, {
    transports: ['websocket'], serveClient: false, connectTimeout: 5000, maxHttpBufferSize: 16384,
    perMessageDeflate: false, httpCompression: false, cors: { origin: origins },
  });
  const nsp = io.of('/support');

  nsp.use((socket, next) => {
    try {
      const token = socket.handshake.auth?.token;
      if (typeof token !== 'string') throw Object.assign(new Error(), { code: 'UNAUTHORIZED' });
      socket.data.user = verify(token);
      next();
    } catch (e) {
      const err = new Error('Unauthorized');
      err.data = { code: e.code || 'UNAUTHORIZED' };
      next(err);
      setImmediate(() => socket.conn.close());
    }
  });

  nsp.on('connection', (socket) => {
    const user = socket.data.user;
    const typing = new Map();
    const last = new Map();
    socket.join(`user:${user.id}`);
    if (user.email && user.verified) socket.join(`email:${user.email}`);
    if (user.admin) socket.join('admins');

    const left = user.exp * 1000 + 30000 - Date.now();
    const expiry = left < 2 ** 31 ? setTimeout(() => {
      socket.emit('exception', { status: 'error', code: 'TOKEN_EXPIRED', message: 'The token has expired' });
      socket.disconnect(true);
    }, Math.max(left, 0)) : null;

    const stop = (id) => {
      if (!typing.has(id)) return;
      clearTimeout(typing.get(id));
      typing.delete(id);
      socket.to(`ticket:${id}`).emit('stop_typing', { ticket_id: id, user_id: user.id, is_admin: user.admin });
    };

    /** Answers through the acknowledgement, or refuses with `exception`. */
    const on = (event, handler) => socket.on(event, async (payload, ack) => {
      if (typeof payload === 'function') { ack = payload; payload = null; }
      const answer = typeof ack === 'function' ? ack : null;
      const refuse = (code, message) => answer
        ? answer({ success: false, code, message })
        : socket.emit('exception', { status: 'error', code, message });
      try {
        const id = payload !== null && typeof payload === 'object' ? payload.ticket_id : undefined;
        if (typeof id !== 'string' || !UUID.test(id)) return refuse('VALIDATION_FAILED', 'ticket_id must be a UUID');
        const r = await handler(id.toLowerCase(), payload, refuse);
        if (r && answer) answer({ success: true, ...r });
      } catch (e) {
        refuse('INTERNAL_ERROR', 'Something went wrong');
      }
    });

    on('join_ticket', async (id, payload, refuse) => {
      const [t] = await db.run('ticketById', [id]);
      if (!t || !(user.admin || owns(user, t))) return refuse('TICKET_NOT_FOUND', `Ticket ${id} not found`);
      const since = payload.last_message_id;
      if (since !== undefined && since !== null && !(typeof since === 'string' && UUID.test(since))) {
        return refuse('VALIDATION_FAILED', 'last_message_id must be a UUID');
      }
      if (!socket.connected) return null;
      socket.join(user.admin ? [`ticket:${id}`, `ticket:${id}:admins`] : `ticket:${id}`);
      const out = { ticket_id: id };
      if (since) out.missed = (await db.run('messagesSince', [id, since])).map(roomMessage);
      return out;
    });

    on('leave_ticket', async (id) => {
      stop(id);
      socket.leave(`ticket:${id}`);
      socket.leave(`ticket:${id}:admins`);
      return { ticket_id: id };
    });

    on('typing', async (id, _payload, refuse) => {
      if (!socket.rooms.has(`ticket:${id}`)) return refuse('NOT_IN_ROOM', 'Join the ticket first');
      const now = Date.now();
      clearTimeout(typing.get(id));
      typing.set(id, setTimeout(() => stop(id), TYPING_ENDS_MS));
      if (now - (last.get(id) ?? 0) >= TYPING_EVERY_MS) {
        last.set(id, now);
        socket.to(`ticket:${id}`).emit('typing', { ticket_id: id, user_id: user.id, is_admin: user.admin });
      }
      return { ticket_id: id };
    });

    on('stop_typing', async (id, _payload, refuse) => {
      if (!socket.rooms.has(`ticket:${id}`)) return refuse('NOT_IN_ROOM', 'Join the ticket first');
      stop(id);
      last.delete(id);
      return { ticket_id: id };
    });

    on('mark_read', async (id, _payload, refuse) => {
      const [t] = await db.run('ticketById', [id]);
      if (!t || !owns(user, t)) return refuse('TICKET_NOT_FOUND', `Ticket ${id} not found`);
      await db.run('markRead', [id]);
      events.read(t);
      return { ticket_id: id };
    });

    socket.on('disconnecting', () => { for (const id of [...typing.keys()]) stop(id); });
    socket.on('disconnect', () => clearTimeout(expiry));
  });

  const owner = (t) => (t.user_id !== null ? `user:${t.user_id}` : `email:${t.email}`);
  const preview = (m) => ({
    id: m.id, preview: Array.from(m.message.slice(0, 220)).slice(0, 100).join(''), sender_name: m.sender_name, created_at: m.created_at });

  const events = {
    created(t) {
      nsp.to('admins').emit('ticket_created', {
        id: t.id, ticket_number: t.ticket_number, subject: t.subject, support_type: t.support_type,
        priority: t.priority, email: t.email, created_at: t.created_at });
    },
    userMessage(t, m) {
      nsp.to(`ticket:${t.id}`).emit('new_message', { ticket_id: t.id, message: roomMessage(m) });
      nsp.to('admins').emit('ticket_updated', {
        ticket_id: t.id, ticket_number: t.ticket_number, event: 'new_user_message', message: preview(m) });
    },
    reply(t, m) {
      nsp.to(`ticket:${t.id}`).emit('new_message', { ticket_id: t.id, message: roomMessage(m) });
      nsp.to(owner(t)).emit('ticket_updated', {
        ticket_id: t.id, ticket_number: t.ticket_number, event: 'new_reply', message: preview(m) });
    },
    note(t, m) {
      nsp.to(`ticket:${t.id}:admins`).emit('new_message', { ticket_id: t.id, message: roomMessage(m) });
    },
    status(t, from, to, notes) {
      const p = { ticket_id: t.id, ticket_number: t.ticket_number, old_status: from, new_status: to };
      if (notes) p.resolution_notes = notes;
      nsp.to(`ticket:${t.id}`).emit('status_changed', p);
      nsp.to(['admins', owner(t)]).emit('ticket_updated', { ...p, event: 'status_changed' });
    },
    assigned(t, to, name) {
      const p = { ticket_id: t.id, ticket_number: t.ticket_number, assigned_to: to, assigned_admin_name: name };
      nsp.to(`ticket:${t.id}:admins`).emit('ticket_assigned', p);
      nsp.to('admins').emit('ticket_updated', { ...p, event: 'assigned' });
    },
    read(t) {
      nsp.to(`ticket:${t.id}`).emit('messages_read', { ticket_id: t.id, ticket_number: t.ticket_number, read_at: new Date() });
    },
  };
  return { io, events };
}

function roomMessage(m) {
  return {
    id: m.id, message: m.message, is_from_user: m.is_from_user, is_internal: m.is_internal ?? false,
    sender_name: m.sender_name, sender_email: m.sender_email, attachments: m.attachments ?? null, createdAt: m.created_at };
}

module.exports = { sockets };
