// Several namespaces on one Manager, a token that takes its time, and another one after a refusal.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import jsonwebtoken from 'jsonwebtoken';
import { Manager } from 'socket.io-client';
import { tokens } from './desk.mjs';

const url = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';
const managers = [];
after(() => managers.forEach((manager) => manager._close()));

function manager() {
  managers.push(new Manager(url, { transports: ['websocket'], autoConnect: false }));
  return managers.at(-1);
}

function outcome(socket) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('neither connected nor refused')), 25_000);
    socket.once('connect', () => (clearTimeout(late), resolve('connected')));
    socket.once('connect_error', (error) => (clearTimeout(late), resolve(error.message)));
    socket.connect();
  });
}

// The user's own token, but that it ends so soon.
function ending(seconds) {
  const { exp, iat, ...claims } = jsonwebtoken.decode(tokens.user);
  return jsonwebtoken.sign(claims, process.env.JWT_SECRET, { expiresIn: seconds });
}

function next(socket, name) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name} came`)), 15_000);
    socket.once(name, (payload) => (clearTimeout(late), resolve(payload)));
  });
}

const isServed = async (socket) =>
  (await socket.emitWithAck('leave_ticket', { ticket_id: '00000000-0000-7000-8000-000000000000' })).success;

for (const first of ['/support', '/notifications', '/']) {
  test(`other namespaces on one Manager are refused and touch nothing, ${first} first`, async () => {
    const shared = manager();
    const auth = { token: tokens.user };
    const names = ['/support', '/notifications', '/'].sort((a, b) => (a === first ? -1 : b === first ? 1 : 0));
    const sockets = Object.fromEntries(names.map((name) => [name, shared.socket(name, { auth })]));
    let drops = 0;
    sockets['/support'].on('disconnect', () => drops++);

    const outcomes = await Promise.all(names.map((name) => outcome(sockets[name])));
    names.forEach((name, i) => assert.equal(outcomes[i], name === '/support' ? 'connected' : 'Invalid namespace'));
    assert.equal(await isServed(sockets['/support']), true);
    assert.equal(await outcome(sockets['/notifications']), 'Invalid namespace');
    assert.equal(await isServed(sockets['/support']), true);
    assert.equal(drops, 0);
  });
}

test('who leaves the namespace comes again, on the same transport where another socket holds it', async () => {
  const shared = manager();
  const socket = shared.socket('/support', { auth: { token: tokens.user } });
  assert.equal(await outcome(socket), 'connected');
  const id = socket.id;
  socket.disconnect();
  assert.equal(await outcome(socket), 'connected');
  assert.notEqual(socket.id, id);
  assert.equal(await isServed(socket), true);
});

test('a token that takes six seconds connects once', async () => {
  const slow = manager();
  let asked = 0;
  const auth = (show) => (asked++, setTimeout(() => show({ token: tokens.user }), 6_000));
  const socket = slow.socket('/support', { auth });
  slow.on('reconnect_attempt', () => assert.fail('it had to come again'));

  assert.equal(await outcome(socket), 'connected');
  assert.equal(await isServed(socket), true);
  assert.equal(asked, 1);
});

test('after a refusal a fresh token connects at once, and authenticate prolongs', async () => {
  const again = manager();
  const shown = { token: 'nonsense' };
  const socket = again.socket('/support', { auth: (show) => show(shown) });
  assert.equal(await outcome(socket), 'Unauthorized');
  shown.token = tokens.user;
  const began = Date.now();
  assert.equal(await outcome(socket), 'connected');
  assert.ok(Date.now() - began < 5_000);

  const renewed = await socket.emitWithAck('authenticate', { token: tokens.user });
  assert.equal(renewed.success, true);
  assert.ok(Date.parse(renewed.expires_at) > Date.now());
  const refused = await socket.emitWithAck('authenticate', { token: tokens.admin });
  assert.deepEqual([refused.success, refused.code], [false, 'FORBIDDEN']);
  assert.equal(await isServed(socket), true);
});

test('a minute before its end a token is said to expire, and the app shows another in time', async () => {
  const token = ending(63);
  const { exp } = jsonwebtoken.decode(token);
  const socket = manager().socket('/support', { auth: { token } });
  const told = [];
  socket.on('token_expiring', (event) => told.push(event));
  const expiring = next(socket, 'token_expiring');
  assert.equal(await outcome(socket), 'connected');
  assert.equal(await isServed(socket), true);
  assert.deepEqual(told, []);

  const { expires_at } = await expiring;
  assert.equal(Date.parse(expires_at), exp * 1000);
  const renewed = await socket.emitWithAck('authenticate', { token: tokens.user });
  assert.deepEqual([renewed.success, Date.parse(renewed.expires_at)], [true, jsonwebtoken.decode(tokens.user).exp * 1000]);
  assert.equal(told.length, 1);
});

test('a token that was not renewed ends the connection, and the client comes again with the fresh one', async () => {
  const shown = { token: ending(3) };
  const socket = manager().socket('/support', { auth: (show) => show(shown) });
  const events = [];
  for (const name of ['token_expiring', 'exception', 'disconnect']) socket.on(name, () => events.push(name));
  const exception = next(socket, 'exception');
  const disconnected = next(socket, 'disconnect');
  assert.equal(await outcome(socket), 'connected');

  shown.token = tokens.user;
  assert.equal((await exception).code, 'TOKEN_EXPIRED');
  await disconnected;
  assert.deepEqual(events, ['token_expiring', 'exception', 'disconnect']);
  await next(socket, 'connect');
  assert.equal(await isServed(socket), true);
});
