/** Several screens may show one conversation at one time: they share its room, which the last of them leaves. */
export class Rooms {
  readonly #screens = new Map<string, number>();

  enter(room: string): void {
    this.#screens.set(room, (this.#screens.get(room) ?? 0) + 1);
  }

  /** @return whether nobody is in it any more */
  leave(room: string): boolean {
    const left = (this.#screens.get(room) ?? 1) - 1;
    if (left > 0) this.#screens.set(room, left);
    else this.#screens.delete(room);
    return left <= 0;
  }
}
