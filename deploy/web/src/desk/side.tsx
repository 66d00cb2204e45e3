import type { ThreadState } from '@smipay/support-client';
import type { ComponentChildren } from 'preact';
import { Avatar, Icon } from '../common/parts.tsx';
import { CHAT_STATUS, DESK_STATUS, plain, timeOf, dayOf, wholeTime } from '../common/words.ts';
import { nameOf, type ChatStatus, type TicketStatus } from '@smipay/support-client';
import type { Context } from './desk.tsx';
import type { Detail } from './work.tsx';

const money = new Intl.NumberFormat('en-NG', { style: 'currency', currency: 'NGN' });

export function Side({ context, state, detail, person, open, close }: { context: Context; state: ThreadState; detail: Detail | null; person: string; open: boolean; close: () => void }) {
  const user = detail?.user;
  const account = user && 'account_status' in user ? user : null;
  const device = detail?.device_metadata;
  return (
    <aside class={`side ${open ? 'open' : ''}`} aria-label="About the person" tabIndex={0}>
      <div class="head">
        <Avatar name={person} />
        <div class="grow">
          <h1 class="clip">{person}</h1>
          <p class="small muted">{user?.smipay_tag ? `@${user.smipay_tag.replace(/^@/, '')}` : detail?.user_id ? 'has an account' : 'no account'}</p>
        </div>
        <button type="button" class="icon quiet only-medium" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <dl class="facts">
        <Fact name="Email">{detail?.email}</Fact>
        <Fact name="Phone">{detail?.phone_number}</Fact>
        <Fact name="Account">{account && account.account_status !== 'unknown' ? plain(account.account_status) : null}</Fact>
        <Fact name="Wallet">{account?.wallet ? money.format(account.wallet.current_balance) : null}</Fact>
        <Fact name="Tier">{account?.tier ? account.tier.name : null}</Fact>
        <Fact name="Identity">{account?.kyc_verification ? plain(account.kyc_verification.status) : null}</Fact>
        <Fact name="Transaction">{detail?.related_transaction_id && <span class="mono">{detail.related_transaction_id}</span>}</Fact>
        <Fact name="Device">{device && [device.device_name, device.device_model, device.platform === 'unknown' ? null : device.platform, device.app_version].filter(Boolean).join(' · ')}</Fact>
        <Fact name="Since">{detail && wholeTime(detail.createdAt)}</Fact>
        <Fact name="Rating">{state.rating ? <span aria-label={`${state.rating} of 5`}>{'★'.repeat(state.rating)}</span> : null}</Fact>
        <Fact name="Resolution">{state.resolutionNotes}</Fact>
      </dl>
      {detail?.history && detail.history.length > 0 && (
        <section class="stack">
          <h3>History</h3>
          <ol class="history">
            {[...detail.history].reverse().map((entry, i) => (
              <li key={`${entry.at} ${i}`}>
                <time dateTime={entry.at} title={wholeTime(entry.at)}>
                  {dayOf(entry.at) === 'Today' ? timeOf(entry.at) : dayOf(entry.at)}
                </time>
                <span>
                  {sentence(entry.change, entry.to, context)}
                  {entry.by && <span class="muted"> · {nameOf(entry.by) ?? 'an agent'}</span>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </aside>
  );
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) =>
  children ? (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  ) : null;

function sentence(change: string, to: string | null, { agents }: Context): string {
  const agent = () => nameOf(agents.find((each) => each.id === to)) ?? (to ? 'an agent' : 'nobody');
  switch (change) {
    case 'status':
      return `now ${(DESK_STATUS[to as TicketStatus] ?? CHAT_STATUS[to as ChatStatus] ?? plain(to ?? '')).toLowerCase()}`;
    case 'assigned_to':
      return `with ${agent()}`;
    case 'priority':
      return `priority ${to}`;
    case 'ticket':
      return `ticket ${to ?? ''} made`;
    case 'rated':
      return `rated ${to} of 5`;
    case 'handover':
      return to === 'accepted' || to === 'rejected' ? `handover ${to}` : `handover asked of ${agent()}`;
    case 'resolution_notes':
      return 'resolution corrected';
    default:
      return plain(change);
  }
}
