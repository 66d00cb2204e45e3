import { Observable, WebSocketTransport } from '@smipay/support-client';


/** A line that one can cut, and whose answers one can lose, to see that nothing comes of it. */
export class Line {
  readonly isCut = new Observable(false);
  readonly losesAnswers = new Observable(false);
  readonly lost = new Observable(0);
  readonly #sockets = new Set<WebSocket>();

  set(cut: boolean): void {
    this.isCut.set(cut);
    // As the network would: without a word.
    if (cut) this.#sockets.forEach((socket) => socket.close());
  }

  readonly fetch = async (address: string, request: object): Promise<Response> => {
    if (this.isCut.value) throw new TypeError('The line is cut');
    const answer = await fetch(address, request as RequestInit);
    if (this.isCut.value) throw new TypeError('The line is cut');
    if (this.losesAnswers.value && (request as RequestInit).method === 'POST' && !address.endsWith('/read')) {
      // One answer is lost; the retry's comes through.
      this.losesAnswers.set(false);
      this.lost.set(this.lost.value + 1);
      throw new TypeError('The answer was lost');
    }
    return answer;
  };

  get transport(): unknown {
    const line = this;
    return class extends WebSocketTransport {
      createSocket(address: string, protocols: string | string[] | undefined): WebSocket {
        if (line.isCut.value) throw new TypeError('The line is cut');
        const socket = protocols ? new WebSocket(address, protocols) : new WebSocket(address);
        line.#sockets.add(socket);
        socket.addEventListener('close', () => line.#sockets.delete(socket));
        return socket;
      }
    };
  }
}
