// The two sides of the desk as small clients: REST through the gateway, and a socket in the namespace /support.
import { io } from 'socket.io-client';

const url = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';

export const tokens = { user: process.env.USER_TOKEN, admin: process.env.ADMIN_TOKEN };

export async function call(method, path, { token, body } = {}) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'x-device-id': 'javascript-client-1',
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, ...(await response.json()) };
}

// A connected socket. `next(name)` resolves with the oldest event of that name that nobody took yet.
export function connect(token) {
  const socket = io(`${url}/support`, { auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false });
  const heard = new Map();
  const waiting = new Map();
  const queue = (map, name) => map.get(name) ?? map.set(name, []).get(name);
  socket.onAny((name, payload) => {
    const taker = queue(waiting, name).shift();
    taker ? taker(payload) : queue(heard, name).push(payload);
  });
  socket.next = (name) =>
    new Promise((resolve, reject) => {
      const payload = queue(heard, name).shift();
      if (payload) return resolve(payload);
      const late = setTimeout(() => reject(new Error(`no ${name} came`)), 15_000);
      queue(waiting, name).push((event) => (clearTimeout(late), resolve(event)));
    });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', reject);
  });
}
