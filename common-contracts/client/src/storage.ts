/** Where unsent messages outlive the app: localStorage, AsyncStorage and MMKV all fit behind it. */
export interface Storage {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** All keys that begin so. */
  keys(prefix: string): Promise<string[]>;
}

/** Keeps nothing beyond the process. */
export class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();

  async get(key: string): Promise<string | null> {
    return this.#values.get(key) ?? null;
  }

  async set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }

  async remove(key: string): Promise<void> {
    this.#values.delete(key);
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.#values.keys()].filter((key) => key.startsWith(prefix));
  }
}

/** What of the Web Storage API is needed, so that no DOM types are. */
interface WebStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** `localStorage` or `sessionStorage` of a browser. */
export class WebStorageAdapter implements Storage {
  readonly #storage: WebStorage;

  constructor(storage: WebStorage) {
    this.#storage = storage;
  }

  async get(key: string): Promise<string | null> {
    return this.#storage.getItem(key);
  }

  async set(key: string, value: string): Promise<void> {
    this.#storage.setItem(key, value);
  }

  async remove(key: string): Promise<void> {
    this.#storage.removeItem(key);
  }

  async keys(prefix: string): Promise<string[]> {
    const found: string[] = [];
    for (let i = 0; i < this.#storage.length; i++) {
      const key = this.#storage.key(i);
      if (key?.startsWith(prefix)) found.push(key);
    }
    return found;
  }
}
