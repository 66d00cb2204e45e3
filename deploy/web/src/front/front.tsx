import { useEffect, useMemo, useState } from 'preact/hooks';
import { supportFor, type Identity } from '../common/identity.ts';
import { Badge, Bones, Icon } from '../common/parts.tsx';
import { useIdentity } from '../common/signin.tsx';

/** Both sides of the desk on one page, for whoever has just started it. */
export function Front() {
  const { identity, people } = useIdentity('admin', 'Ada', false);
  const local = people && people.length > 0;
  return (
    <div class="front">
      <header>
        <img src="/favicon.svg" alt="" />
        <div class="grow">
          <h1>Support desk</h1>
          <p class="muted">A phone and the desk, on one machine. What one writes, the other reads at once.</p>
        </div>
        {local && <Health />}
        <nav class="links" aria-label="Pages">
          <a class="button small" href="/desk">
            Desk
          </a>
          <a class="button small" href="/phone">
            Phone
          </a>
          <a class="button small" href="/docs">
            OpenAPI
          </a>
          <a class="button small" href="/docs/events">
            AsyncAPI
          </a>
        </nav>
      </header>
      {!people ? (
        <Bones rows={4} />
      ) : local ? (
        <main class="sides">
          <section class="side-by" aria-label="Phone">
            <div class="row between">
              <h2>John, on his phone</h2>
              <a class="small" href="/phone?as=john">
                on its own
              </a>
            </div>
            <iframe src="/phone?as=john&view=chat" title="The phone of John" />
          </section>
          <section class="side-by" aria-label="Desk">
            <div class="row between">
              <h2>Ada, at the desk</h2>
              <a class="small" href="/desk?as=ada">
                on its own
              </a>
            </div>
            <iframe src="/desk?as=ada&view=chats" title="The desk of Ada" />
          </section>
        </main>
      ) : (
        <main>
          <p>
            Open the <a href="/desk">desk</a> or the <a href="/phone">phone</a>.
          </p>
        </main>
      )}
      {local && (
        <div class="below">
          <section class="card stack">
            <h2>The first minute</h2>
            <ol class="steps">
              <li>Write as John on the left, and send it.</li>
              <li>His chat appears on Ada’s list. Open it and reply: that claims it.</li>
              <li>On the phone, open “The line” and cut it. Write on both sides, mend it: all is there, once.</li>
              <li>
                <span>
                  Open <a href="/desk?as=ben">the desk as Ben</a> in another window and hand the chat over.
                </span>
              </li>
            </ol>
          </section>
          <section class="card stack">
            <h2>The last events</h2>
            {identity ? <Events identity={identity} /> : <Bones rows={2} />}
          </section>
        </div>
      )}
    </div>
  );
}

function Health() {
  const [services, setServices] = useState<Record<string, boolean>>({});
  useEffect(() => {
    const look = () =>
      fetch('/local/health')
        .then(async (answer) => setServices(((await answer.json()) as { services: Record<string, boolean> }).services))
        .catch(() => setServices((before) => Object.fromEntries(Object.keys(before).map((name) => [name, false]))));
    void look();
    const timer = setInterval(look, 5_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="health" role="status" aria-label="Services">
      {Object.entries(services).map(([name, ready]) => (
        <Badge key={name} tone={ready ? 'good' : 'hot'}>
          {name.replace('-service', '')} {ready ? '' : 'is away'}
        </Badge>
      ))}
    </div>
  );
}

interface Heard {
  readonly id: number;
  readonly at: string;
  readonly event: string;
  readonly about: string;
}

function Events({ identity }: { identity: Identity }) {
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const support = useMemo(() => supportFor(identity, 'desk'), [identity]);
  useEffect(() => {
    support.connection.start();
    const stop = support.connection.onEvery((event, payload) => {
      const { event: kind, message, first_message, subject, ticket_number } = (payload ?? {}) as Record<string, unknown>;
      const preview = (message as { preview?: string } | undefined)?.preview;
      const about = [kind, ticket_number, subject, preview ?? first_message].filter((each) => typeof each === 'string').join(' · ');
      setHeard((before) => [{ id: Math.random(), at: new Date().toLocaleTimeString(), event, about }, ...before].slice(0, 40));
    });
    return () => {
      stop();
      support.connection.stop();
    };
  }, [support]);
  if (!heard.length) {
    return (
      <p class="muted small row">
        <Icon name="wifi" /> What happens from now on appears here.
      </p>
    );
  }
  return (
    <ol class="events" tabIndex={0} aria-label="Events">
      {heard.map((each) => (
        <li key={each.id}>
          <time>{each.at}</time>
          <span class="mono">{each.event}</span>
          <span class="muted clip">{each.about}</span>
        </li>
      ))}
    </ol>
  );
}
