import type { Live, Loaded, Readable } from '@smipay/support-client';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';

/** The value of something of the library, drawn again when it changes, without waiting for a frame to begin with it. */
export function useReadable<T>(readable: Readable<T>): T {
  const [value, setValue] = useState(readable.value);
  useLayoutEffect(() => readable.subscribe((now) => setValue(() => now)), [readable]);
  return value;
}

/** Made once, and stopped when it is looked at no more. */
export function useLive<L extends Live<unknown>>(make: () => L, parts: readonly unknown[]): L {
  const live = useMemo(make, parts);
  useEffect(() => () => live.stop(), [live]);
  return live;
}

export type Shown<T> = Loaded<T>;

/** What the address says after `#`, or after `?`. */
export function useAddress(): [URLSearchParams, (change: Record<string, string | null>, replace?: boolean) => void] {
  const [search, setSearch] = useState(location.search);
  useEffect(() => {
    const back = () => setSearch(location.search);
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const parameters = useMemo(() => new URLSearchParams(search), [search]);
  const change = (values: Record<string, string | null>, replace = false) => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) value ? next.set(name, value) : next.delete(name);
    const address = `${location.pathname}${next.size ? `?${next}` : ''}`;
    if (address === location.pathname + location.search) return;
    replace ? history.replaceState(null, '', address) : history.pushState(null, '', address);
    setSearch(location.search);
  };
  return [parameters, change];
}

/** Again every half minute, for "5 min ago". */
export function useClock(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
