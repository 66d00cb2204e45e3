// Signs tokens as a backend does: HS256 by a JWT library of npm, without a key id.
//
//   JWT_SECRET=… node sign.mjs [--by jsonwebtoken|jose] [--expires-in 1h] '{"sub":"…","email":"…"}' …
//
// Prints one token a line, in the order of the claims given. Where the claims have `exp`, it stays.
import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';

const signers = {
  jsonwebtoken: (claims, secret, expiresIn) =>
    jsonwebtoken.sign(claims, secret, 'exp' in claims ? {} : { expiresIn }),
  jose: (claims, secret, expiresIn) => {
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt();
    if (!('exp' in claims)) token.setExpirationTime(expiresIn);
    return token.sign(new TextEncoder().encode(secret));
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    by: { type: 'string', default: 'jsonwebtoken' },
    'expires-in': { type: 'string', default: '1h' },
  },
});
const secret = process.env.JWT_SECRET;
if (!secret) throw new Error('JWT_SECRET is not set');
if (!(values.by in signers)) throw new Error(`No signer ${values.by}: ${Object.keys(signers).join(', ')}`);
for (const claims of positionals) {
  console.log(await signers[values.by](JSON.parse(claims), secret, values['expires-in']));
}
