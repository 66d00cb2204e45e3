// What browsers, Node and React Native all have and no ECMAScript library declares: written down here, so that the
// package compiles without the DOM's types and uses nothing else of a platform.
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<unknown>;
}

export type Fetch = (
  address: string,
  request: { method: string; headers: Record<string, string>; body?: string; signal?: unknown },
) => Promise<Answer>;

interface Platform {
  fetch: Fetch;
  setTimeout(act: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  AbortController: new () => { readonly signal: unknown; abort(): void };
  crypto?: { randomUUID?(): string; getRandomValues?(bytes: Uint8Array): Uint8Array };
}

export const platform = globalThis as unknown as Platform;

export type Timer = unknown;
export const later = (ms: number, act: () => void): Timer => platform.setTimeout(act, ms);
export const cancel = (timer: Timer): void => platform.clearTimeout(timer);
export const pause = (ms: number): Promise<void> => new Promise((done) => later(ms, done));

/** A random name. Nothing is guarded by its being secret. */
export function newId(): string {
  const { crypto } = platform;
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  else bytes.forEach((_, i) => (bytes[i] = Math.floor(Math.random() * 256)));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
