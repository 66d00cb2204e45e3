// The network between a page and the gateway, which one can pull the plug of.
import { connect, createServer } from 'node:net';

export class Network {
  #server;
  #ends = new Set();
  #isCut = false;

  static async to(address) {
    const { hostname, port } = new URL(address);
    const network = new Network();
    network.#server = createServer((near) => network.#join(near, hostname, Number(port)));
    await new Promise((listening) => network.#server.listen(0, '127.0.0.1', listening));
    network.address = `http://127.0.0.1:${network.#server.address().port}`;
    return network;
  }

  cut() {
    this.#isCut = true;
    this.#ends.forEach((end) => end.destroy());
  }

  mend() {
    this.#isCut = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #join(near, host, port) {
    if (this.#isCut) return near.destroy();
    const far = connect(port, host);
    for (const [end, other] of [[near, far], [far, near]]) {
      this.#ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => (this.#ends.delete(end), other.destroy()));
      end.pipe(other);
    }
  }
}
