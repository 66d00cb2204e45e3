// Serves the pages, as an app's own web server would: from other origins than the API's.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { snippets } from './snippets.mjs';

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8' };
const client = new URL('../node_modules/socket.io-client/dist/socket.io.esm.min.js', import.meta.url);

async function content(name) {
  if (name === 'snippets.js') return snippets();
  if (name === 'socket.io-client.js') return (await readFile(client, 'utf8')).replace(/\n\/\/# sourceMappingURL=.*/, '');
  return readFile(new URL(`pages/${name}`, import.meta.url));
}

export async function servePages() {
  const server = createServer(async (request, response) => {
    const [, name, type] = request.url.match(/^\/([a-z.-]+\.(html|js))$/) ?? [];
    try {
      const body = name && (await content(name));
      response.writeHead(body ? 200 : 404, { 'content-type': types[type] ?? 'text/plain' }).end(body ?? '');
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
