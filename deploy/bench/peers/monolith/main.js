'use strict';
// The support desk as a team would write it otherwise: one process, one database, one statement for each write, and a push
// straight after the commit. No outbox and no broker, so a crash between the two loses the event. It answers the same
// requests with the same bodies, and is written to be a strong opponent.
const { Db } = require('./db');
const { verifier } = require('./auth');
const { http } = require('./http');
const { sockets } = require('./sockets');

const { PORT, DATABASE_URL, JWT_SECRET, PG_POOL = '20' } = process.env;

async function serve() {
  const db = new Db(DATABASE_URL, Number(PG_POOL), 'SMI');
  await db.migrate();
  const verify = verifier(JWT_SECRET);
  let live;
  const app = http({ db, verify, bus: () => live.events });
  await app.ready();
  live = sockets(app.server, { db, verify, origins: true });
  await app.listen({ port: Number(PORT), host: '127.0.0.1', backlog: 4096 });
  process.on('SIGTERM', async () => {
    live.io.close();
    await app.close().catch(() => {});
    await db.pool.end().catch(() => {});
    process.exit(0);
  });
}

serve();
