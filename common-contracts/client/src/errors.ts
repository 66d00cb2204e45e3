/** The desk said no. `message` can be shown to a person, `code` is stable (decisions.md 45). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter: number | null = null,
    readonly fields: { field: string; message: string }[] = [],
  ) {
    super(message);
    this.name = 'Refused';
  }

  /** Whether the same request, with the same key, may do better later. */
  get passes(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408 || this.code === 'IDEMPOTENCY_IN_PROGRESS';
  }
}

/** Nobody answered, so nobody knows whether it was done: only a retry with the same key tells. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('No connection', { cause });
    this.name = 'Unreachable';
  }
}

/** So much waits for the line already that more would not be kept. */
export class OutboxFull extends Error {
  constructor() {
    super('Too many messages are waiting to be sent');
    this.name = 'OutboxFull';
  }
}

export const passes = (error: unknown): boolean => error instanceof Unreachable || (error instanceof Refused && error.passes);
