import { Live, type TicketRow } from '@smipay/support-client';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Bones, Empty } from '../common/parts.tsx';
import { useLive, useReadable } from '../common/use.ts';
import { DESK_STATUS, lasted, typeWord } from '../common/words.ts';
import type { Context } from './desk.tsx';

const PAGES = 5;
const DAY = 86_400;

/** How the desk does: figures of the API as they are, and the newest tickets day by day. */
export function Figures({ context }: { context: Context }) {
  const { support } = context;
  const now = useLive(() => support.desk.tickets({ limit: 1 }), [support]);
  const recent = useLive(() => new Live<TicketRow[]>(support.connection, ['ticket_created'], () => newest(context)), [support]);
  const { phase, value, problem } = useReadable(now.state);
  const rows = useReadable(recent.state).value ?? [];
  const days = useMemo(() => byDay(rows), [rows]);
  if (phase === 'failed') {
    return (
      <main class="figures">
        <Empty icon="wifi" title="The figures can't be loaded">
          {problem}
        </Empty>
      </main>
    );
  }
  if (!value) {
    return (
      <main class="figures">
        <Bones rows={6} />
      </main>
    );
  }
  const { overview, activity, performance, by_status, by_type } = value.analytics;
  return (
    <main class="figures" tabIndex={0} aria-label="Figures of the desk">
      <h1>Figures</h1>
      <dl class="numbers">
        <Figure name="open" value={overview.open} />
        <Figure name="open, nobody’s" value={overview.unassigned} />
        <Figure name="new today" value={activity.new_today} />
        <Figure name="new in 7 days" value={activity.new_this_week} />
        <Figure name="first response, on average" value={lasted(performance.avg_response_time_seconds)} />
        <Figure name={`rating, of ${performance.total_rated}`} value={performance.avg_satisfaction_rating?.toFixed(2) ?? '–'} />
      </dl>
      <div class="plots">
        <section class="card">
          <h2>By status</h2>
          <Bars counts={Object.entries(by_status).map(([status, count]) => [DESK_STATUS[status as keyof typeof DESK_STATUS], count])} />
        </section>
        <section class="card">
          <h2>By type</h2>
          <Bars counts={Object.entries(by_type).map(([type, count]): [string, number] => [typeWord(type), count]).filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]).slice(0, 8)} />
        </section>
        <section class="card">
          <h2>First response, median minutes a day</h2>
          <Plot days={days.map(({ at }) => at)} values={days.map(({ response }) => response)} label="First response in minutes by day" />
        </section>
        <section class="card">
          <h2>Rating, average a day</h2>
          <Plot days={days.map(({ at }) => at)} values={days.map(({ rating }) => rating)} label="Rating by day" range={[0.8, 5.2]} />
        </section>
      </div>
      <p class="small muted">The two plots over time are of the newest {rows.length} tickets.</p>
    </main>
  );
}

const Figure = ({ name, value }: { name: string; value: string | number }) => (
  <div class="card">
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

function Bars({ counts }: { counts: [string, number][] }) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  if (!counts.length) return <p class="muted small">Nothing yet.</p>;
  return (
    <div class="bars">
      {counts.map(([name, count]) => (
        <>
          <span>{name}</span>
          <span class="bar" aria-hidden="true">
            {count > 0 && <i style={{ width: `${(100 * count) / most}%` }} />}
          </span>
          <b>{count}</b>
        </>
      ))}
    </div>
  );
}

function Plot({ days, values, label, range }: { days: number[]; values: (number | null)[]; label: string; range?: [number, number] }) {
  const place = useRef<HTMLDivElement>(null);
  const known = values.filter((value) => value !== null).length;
  useEffect(() => {
    const element = place.current;
    if (!element || !known) return;
    const style = getComputedStyle(element);
    const probe = document.createElement('i');
    probe.className = 'dot';
    element.append(probe);
    const accent = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const axis = { stroke: style.color, grid: { stroke: 'rgb(128 140 155 / 20%)', width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: 180,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: range ? { range } : { range: (_, __, most) => [0, Math.max(1, most * 1.15)] } },
        axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleDateString(undefined, { day: 'numeric', month: 'short' })) }, { ...axis, size: 44 }],
        series: [{}, { stroke: accent, width: 2, points: { show: true, size: 7, fill: accent } }],
      },
      [days, values],
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: 180 }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [days, values, known]);
  return known ? <div ref={place} class="muted" role="img" aria-label={label} /> : <p class="muted small">Nothing yet.</p>;
}

async function newest({ support }: Context): Promise<TicketRow[]> {
  const all: TicketRow[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const { tickets, meta } = await support.desk.page({ limit: 100, page });
    all.push(...tickets);
    if (page >= meta.total_pages) break;
  }
  return all;
}

interface Day {
  readonly at: number;
  readonly response: number | null;
  readonly rating: number | null;
}

function byDay(rows: readonly TicketRow[]): Day[] {
  const days = new Map<number, TicketRow[]>();
  for (const row of rows) {
    const at = Math.floor(Date.parse(row.createdAt) / 1000 / DAY) * DAY;
    days.set(at, [...(days.get(at) ?? []), row]);
  }
  return [...days]
    .sort(([one], [other]) => one - other)
    .map(([at, of]) => ({ at, response: median(known(of.map((row) => row.response_time_seconds))), rating: average(known(of.map((row) => row.satisfaction_rating))) }));
}

const known = (values: (number | null)[]): number[] => values.filter((value): value is number => value !== null);
const average = (values: number[]): number | null => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null);

function median(seconds: number[]): number | null {
  const sorted = [...seconds].sort((one, other) => one - other);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)]! / 60 : null;
}
