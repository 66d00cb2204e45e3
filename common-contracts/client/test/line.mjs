// A line that breaks in the middle: of a handshake, a request, an answer, a frame. Each connection lives for a random
// number of bytes, and then ends in the midst of whatever was under way.
import { createServer, connect } from 'node:net';

export class Line {
  cuts = 0;
  #connections = new Set();
  #breaks = false;

  static async to(address) {
    const line = new Line();
    const target = new URL(address);
    line.server = createServer((near) => line.#join(near, connect(Number(target.port), target.hostname)));
    await new Promise((listening) => line.server.listen(0, '127.0.0.1', listening));
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  begin() {
    this.#breaks = true;
  }

  mend() {
    this.#breaks = false;
  }

  close() {
    this.server.close();
    for (const end of this.#connections) end();
  }

  // Most break early; some last, else nobody who has missed much would ever catch up.
  #join(near, far) {
    let left = Math.floor(Math.random() < 0.7 ? 200 + Math.random() * 6_000 : Math.random() * 60_000);
    const end = () => {
      this.#connections.delete(end);
      // Half of them by a reset, as when a phone changes its network; the others as a proxy hangs up.
      Math.random() < 0.5 ? (near.resetAndDestroy(), far.resetAndDestroy()) : (near.destroy(), far.destroy());
    };
    this.#connections.add(end);
    const pass = (from, to) => {
      from.on('data', (bytes) => {
        if (this.#breaks && bytes.length > left) {
          this.cuts++;
          if (left > 0) to.write(bytes.subarray(0, left));
          setImmediate(end);
          left = -1;
        } else if (left >= 0) {
          if (this.#breaks) left -= bytes.length;
          to.write(bytes);
        }
      });
      from.on('error', end);
      from.on('close', end);
    };
    pass(near, far);
    pass(far, near);
  }
}
