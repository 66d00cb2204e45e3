// Compresses what the browser asks for, once, and prints what each page weighs.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const dist = new URL('dist/', import.meta.url);
const sizes = new Map();
for (const name of await readdir(dist, { recursive: true })) {
  if (!/\.(html|js|css|svg)$/.test(name)) continue;
  const bytes = gzipSync(await readFile(new URL(name, dist)), { level: 9 });
  await writeFile(new URL(`${name}.gz`, dist), bytes);
  sizes.set(name, bytes.length);
}

async function weight(file, seen = new Set()) {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = await readFile(new URL(file, dist), 'utf8');
  let sum = sizes.get(file) ?? 0;
  for (const [, asset] of text.matchAll(/["'](?:\.\/|\/assets\/|assets\/)([\w.-]+\.(?:js|css))["']/g)) {
    const name = `assets/${asset}`;
    if (sizes.has(name)) sum += await weight(name, seen);
  }
  return sum;
}

for (const page of ['index.html', 'desk.html', 'phone.html', 'docs.html', 'events.html']) {
  if (sizes.has(page)) console.log(`${page.padEnd(12)} ${((await weight(page)) / 1024).toFixed(1)} KB gzipped, with all that it loads`);
}
