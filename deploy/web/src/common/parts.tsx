import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Tone } from './words.ts';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  send: 'M5 12h13M12 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  chat: 'M6 5h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  ticket: 'M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10',
  chart: 'M5 19V11M12 19V5M19 19v-6',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4',
  note: 'M6 4h9l4 4v12H6zM14 4v5h5M9 13h6M9 16.5h4',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20a7.5 7.5 0 0 1 15 0',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  swap: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8h.01',
  keyboard: 'M4 7h16v10H4zM7.5 10.5h.01M11 10.5h.01M14.5 10.5h.01M8 14h8',
  wifi: 'M5 10a11 11 0 0 1 14 0M8 13.5a6.5 6.5 0 0 1 8 0M12 17.5h.01',
  close: 'M6 6l12 12M18 6L6 18',
  star: 'M12 4l2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

export const Badge = ({ tone = '', children }: { tone?: Tone; children: ComponentChildren }) => <span class={`badge ${tone}`}>{children}</span>;

export function Avatar({ name, online = false, small = false }: { name: string | null; online?: boolean; small?: boolean }) {
  const parts = (name ?? '').split(/[\s@]+/).filter(Boolean);
  const letters = (parts.length ? [parts[0], parts.length > 1 ? parts.at(-1) : ''] : ['?']).map((part) => [...(part ?? '')][0] ?? '').join('');
  const hue = [...(name ?? '?')].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 360, 7);
  return (
    <span class={`avatar ${small ? 'small' : ''}`} style={{ '--hue': String(hue) } as JSX.CSSProperties} aria-hidden="true">
      {letters.toUpperCase()}
      {online && <span class="dot" />}
    </span>
  );
}

export const Empty = ({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    {children && <p class="small">{children}</p>}
  </div>
);

export const Bones = ({ rows }: { rows: number }) => (
  <div class="stack" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} class="stack bones">
        <div class="bone" />
        <div class="bone short" />
      </div>
    ))}
  </div>
);

export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => before?.focus();
  }, []);
  return (
    <dialog ref={dialog} aria-label={title} onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <div class="stack">
        <div class="row between">
          <h1>{title}</h1>
          <button type="button" class="icon quiet" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Text, and nothing else: an address becomes a link that somebody may follow, never one that is followed by itself. */
export function Words({ text }: { text: string }) {
  const pieces = text.split(LINK);
  if (pieces.length === 1) return <>{text}</>;
  return (
    <>
      {pieces.map((piece, i) =>
        i % 2 ? (
          <a key={i} href={piece} target="_blank" rel="noopener noreferrer nofollow">
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </>
  );
}
