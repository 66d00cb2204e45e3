export { Connection, type Line, type SocketSettings } from './connection.js';
export { Desk, LiveList, type ChatPage, type Query, type TicketPage } from './desk.js';
export { isSettled, nameOf, type Facts } from './doors.js';
export { OutboxFull, Refused, Unreachable } from './errors.js';
export { merge, type InboxEntry } from './inbox.js';
export { Live, type Loaded } from './live.js';
export { Observable, type Readable } from './observable.js';
export { Outbox, type Outgoing, type SendState } from './outbox.js';
export { newId, type Fetch } from './platform.js';
export { type Me, type TokenReason } from './session.js';
export { MemoryStorage, WebStorageAdapter, type Storage } from './storage.js';
export { Support, type SupportOptions } from './support.js';
export { Thread, type ThreadState } from './thread.js';
export { type Typist } from './typing.js';
export * from './types.js';
/** For whoever puts something between the client and the line, as tests do. */
export { WebSocket as WebSocketTransport } from 'socket.io-client';
