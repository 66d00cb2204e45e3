// People with tokens as the stack's own signer makes them, and clients for them.
import { createHmac, randomUUID } from 'node:crypto';
import { Support } from '../dist/index.js';

export const url = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';
const secret = process.env.JWT_SECRET;
const mark = process.env.CANARY ?? 'somebody';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function token(person, seconds = 3600) {
  const now = Math.floor(Date.now() / 1000);
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...person, iat: now, exp: now + seconds })}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

export const words = (text) => `${text} (${mark} ${randomUUID()})`;

export function person(role, name = 'Somebody') {
  const id = randomUUID();
  return { sub: id, email: `${mark}-${id}@example.com`, name: `${name} ${mark}-${id.slice(0, 8)}`, role };
}

// Quick to come back, so that many cuts fit into a short test.
export function client(who, { at = url, seconds, ...options } = {}) {
  const support = new Support({
    url: at,
    side: who.role === 'admin' ? 'desk' : 'user',
    deviceId: `${mark}-device-${who.sub}`,
    token: async () => token(who, seconds),
    socket: { reconnectionDelay: 20, reconnectionDelayMax: 200, randomizationFactor: 0.5, timeout: 2_000 },
    ...options,
  });
  return support;
}

export async function until(what, is, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    if (await is()) return;
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await new Promise((soon) => setTimeout(soon, 25));
  }
}

export async function rest(who, method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'x-device-id': `${mark}-device-truth`, authorization: `Bearer ${token(who)}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${read.message}`);
  return read.data;
}
