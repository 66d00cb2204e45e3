// Tokens as the existing signer makes them: HS256 by a JWT library, without a key id, without a name.
import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

const secret = process.env.JWT_SECRET;

export function token(claims) {
  return jwt.sign(claims, secret, { algorithm: 'HS256', expiresIn: '1h' });
}

// Words by which the look at the logs finds what is personal.
const mark = process.env.CANARY ?? 'somebody';

export const text = (words) => `${words} (${mark} ${randomUUID()})`;
export const device = () => `${mark}-device-${randomUUID()}`;

export function somebody({ phone_number = null, role } = {}) {
  const person = { sub: randomUUID(), email: `${mark}-${randomUUID()}@example.com` };
  return { ...person, phone_number, token: token({ ...person, phone_number, ...(role && { role }) }) };
}
