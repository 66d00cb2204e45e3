// A Node socket.io server as its documentation shows it: a namespace, a token in the handshake, rooms, emits. The load
// generator tells it over a plain POST what to emit, as a broker would.
import { createServer } from 'node:http';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Server } from 'socket.io';

const { PORT, JWT_SECRET } = process.env;

function verify(token) {
  const [head, body, signature] = token.split('.');
  const right = createHmac('sha256', JWT_SECRET).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Error('Unauthorized');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  if (!(claims.exp > Date.now() / 1000)) throw new Error('Unauthorized');
  return claims;
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    const { room, event, data, times = 1, rooms } = JSON.parse(body || '{}');
    for (let i = 0; i < times; i++) {
      for (const target of rooms ?? [room]) desk.to(target).emit(event, data);
    }
    response.setHeader("content-length", 0);
    response.end();
  });
});
const io = new Server(server, { transports: ['websocket'] });
const desk = io.of('/support');
desk.use((socket, next) => {
  try {
    socket.data.user = verify(String(socket.handshake.auth.token));
    next();
  } catch (error) {
    next(error);
  }
});
desk.on('connection', (socket) => {
  socket.join(`user:${socket.data.user.sub}`);
  socket.on('join_ticket', ({ ticket_id }, answer) => {
    socket.join(`ticket:${ticket_id}`);
    answer?.({ success: true });
  });
});
server.listen({ host: '127.0.0.1', port: Number(PORT), backlog: 4096 }, () => console.log('ready'));
process.on('SIGTERM', () => process.exit(0));
