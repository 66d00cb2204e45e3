import { useEffect, useRef } from 'preact/hooks';

/** Single keys, where nobody is typing and no dialog is open. Escape leaves a field. */
export function useKeys(keys: Record<string, () => void>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const inField = target.matches?.('input, textarea, select');
      if (inField && event.key === 'Escape') target.blur();
      if (inField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
