/// Things that cost much for one and little more for many are done together: statements of requests that come at once,
/// and notifications to a peer.
///
/// # Overview
///
/// A [com.smipay.support.kit.batch.BatchQueue] is the one mechanism. At rest a thing is done as it comes, at once and
/// alone. While something is under way, what comes waits, and the next batch takes all of it up to a limit. So nothing
/// ever waits for company: there is no timer and no window to set, batches grow with the load by themselves, and the
/// price is that under load a thing waits for the batch before its own.
///
/// Two classes stand on it:
///
/// - [com.smipay.support.kit.batch.RequestBatcher] puts requests into one SQL statement. `BatchingMessageWriter` in
///   messaging writes messages with it, `BatchingTicketWriter` in the ticket service openings (ADR 0038, 0039).
/// - `NotificationBatcher` in `kit/peer` puts events into one call to a peer (ADR 0032).
///
/// Where a queue exists already nobody needs this one: the outbox's rows wait in its table for the relay
/// (`kit/outbox`), and Kafka's records for the next poll (`kit/consume`).
///
/// # Concurrency
///
/// Any number of threads add. One batch of a queue is under way at a time, on a thread of the executor that the queue
/// was given; batches of different queues, and of other replicas, know nothing of each other. The lock of a queue is
/// held for the instant of adding or taking, never while anything is done. Which of those that wait go into a batch is
/// decided under that lock, the oldest first: of requests for which something is equal (messages to one ticket) only
/// the oldest goes, so nobody waits for a row's lock within a batch; of events as many as one body may have.
///
/// # Lifecycle
///
/// The first thing that is added begins a thread, which works until nothing waits and then ends: a queue at rest has no
/// thread and needs no start and no stop. When the executor is closed, what waits is failed. Who gives up waiting
/// removes its thing from the queue; once a batch has taken it, its end is awaited, because it may be done.
///
/// # Invariants
///
/// - What was added is done, failed or removed, exactly once; nobody waits for ever, not even when memory runs out.
/// - Things with something equal keep their order.
/// - A batch is done as a whole or not at all. Where it fails for something that is wrong with one of them, each is
///   done by itself: that is no reason to refuse the others.
/// - No queue grows without an end: its things are requests that wait, and those have a limit of their own.
@NullMarked
package com.smipay.support.kit.batch;

import org.jspecify.annotations.NullMarked;
