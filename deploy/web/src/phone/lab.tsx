import type { Support } from '@smipay/support-client';
import { useEffect, useState } from 'preact/hooks';
import type { Line } from '../common/line.ts';
import { useReadable } from '../common/use.ts';

export interface Tally {
  readonly sent: number;
  readonly received: number;
  readonly repaired: number;
}

/** What went over the line, and what was mended after it had failed. */
export function useTally(support: Support, line: Line): Tally {
  const [sent, setSent] = useState(0);
  const [received, setReceived] = useState(0);
  const [repaired, setRepaired] = useState(0);
  useEffect(() => {
    const failed = new Set<string>();
    const stops = [
      support.outbox.onSent((entry) => {
        setSent((count) => count + 1);
        if (failed.delete(entry.clientId)) setRepaired((count) => count + 1);
      }),
      support.outbox.entries.subscribe((entries) => entries.forEach((entry) => entry.state === 'waiting' && failed.add(entry.clientId))),
      support.connection.on<{ message: { is_from_user: boolean } }>('new_message', ({ message }) => !message.is_from_user && setReceived((count) => count + 1)),
      support.onCaughtUp((count) => {
        setRepaired((before) => before + count);
        setReceived((before) => before + count);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [support, line]);
  return { sent, received, repaired };
}

function Switches({ line }: { line: Line }) {
  const isCut = useReadable(line.isCut);
  const losesAnswers = useReadable(line.losesAnswers);
  return (
    <>
      <label class="switch">
        <input type="checkbox" role="switch" checked={isCut} onChange={(event) => line.set(event.currentTarget.checked)} />
        Cut the line
      </label>
      <label class="switch">
        <input type="checkbox" role="switch" checked={losesAnswers} onChange={(event) => line.losesAnswers.set(event.currentTarget.checked)} />
        Lose the next answer
      </label>
    </>
  );
}

const Counts = ({ tally }: { tally: Tally }) => (
  <dl class="tally">
    <div>
      <dt>sent</dt>
      <dd>{tally.sent}</dd>
    </div>
    <div>
      <dt>received</dt>
      <dd>{tally.received}</dd>
    </div>
    <div>
      <dt>repaired</dt>
      <dd>{tally.repaired}</dd>
    </div>
  </dl>
);

export const Lab = ({ line, tally }: { line: Line; tally: Tally }) => (
  <aside class="lab" aria-label="The line of this phone">
    <div class="card">
      <div>
        <h2>The line of this phone</h2>
        <p class="small muted">Break it while you write: nothing is lost, and nothing comes twice.</p>
      </div>
      <Switches line={line} />
      <Counts tally={tally} />
    </div>
  </aside>
);

export const LabSmall = ({ line, tally }: { line: Line; tally: Tally }) => {
  const isCut = useReadable(line.isCut);
  return (
    <details class="lab-small">
      <summary>
        <span class={`dot ${isCut ? 'bad' : ''}`} /> {isCut ? 'The line is cut' : 'The line'}
        <span class="grow" />
        <span class="number">
          {tally.sent} sent · {tally.received} received · {tally.repaired} repaired
        </span>
      </summary>
      <div>
        <Switches line={line} />
      </div>
    </details>
  );
};
