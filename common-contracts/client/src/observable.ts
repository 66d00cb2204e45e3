/** A value that tells whoever asks when it has changed. */
export interface Readable<T> {
  readonly value: T;
  /** Calls at once and at every change, until the returned function is called. */
  subscribe(tell: (value: T) => void): () => void;
}

export class Observable<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const tell of [...this.#listeners]) tell(value);
  }

  subscribe(tell: (value: T) => void): () => void {
    this.#listeners.add(tell);
    tell(this.#value);
    return () => this.#listeners.delete(tell);
  }
}
