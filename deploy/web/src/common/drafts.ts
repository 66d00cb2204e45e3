import type { Support, ThreadRef } from '@smipay/support-client';

/** What is written in a conversation and not sent. */
export interface Draft {
  readonly text: string;
  readonly note: boolean;
}

export interface KeptDraft {
  readonly value: Draft;
  keep(draft: Draft): void;
}

const NONE: Draft = { text: '', note: false };
const drafts = new WeakMap<Support, Map<string, Draft>>();

/** One for each conversation and person, for as long as the page is open: whoever looks at another one finds it again. */
export function draftOf(support: Support, { kind, id }: ThreadRef): KeptDraft {
  const key = `${kind}.${id}`;
  const all = drafts.get(support) ?? new Map<string, Draft>();
  drafts.set(support, all);
  return {
    get value() {
      return all.get(key) ?? NONE;
    },
    keep(draft) {
      if (draft.text) all.set(key, draft);
      else all.delete(key);
    },
  };
}
