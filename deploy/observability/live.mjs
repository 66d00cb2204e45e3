// Evaluates the queries of alerts and dashboards by a Prometheus beside a running stack. Run by `check --live`.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Counters that come into being when they first count: until then nobody can tell them from a misspelt one. */
const AT_FIRST_USE = ['support_requests_refused_total', 'support_pushes_total'];
/** Labels that a target brings, whatever the metric. */
const OF_TARGETS = ['service', 'instance', 'job', 'pod'];
const WORDS = ['and', 'or', 'unless', 'on', 'ignoring', 'bool', 'offset', 'by', 'without', 'group_left', 'group_right', 'inf', 'nan'];
const SCRAPES = 4;

const work = resolve(process.argv[2]);
const faults = [];
const port = await freePort();
const api = `http://127.0.0.1:${port}/api/v1`;
writeFileSync(`${work}/live.yml`, `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ['${resolve('alerts.yml')}']
scrape_configs:
  - job_name: support-desk-local
    file_sd_configs: [{ files: ['${work}/live-targets.yml'] }]
`);
const prometheus = spawn('prometheus', [`--config.file=${work}/live.yml`, `--storage.tsdb.path=${work}/data`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'], { stdio: ['ignore', 'inherit', 'inherit'] });
try {
  await look();
} finally {
  prometheus.kill('SIGTERM');
  await new Promise((done) => (prometheus.exitCode === null ? prometheus.once('exit', done) : done()));
  rmSync(`${work}/data`, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(fault));
process.exit(faults.length > 0 ? 1 : 0);

async function look() {
  const targets = await untilScraped();
  const queries = [...(await ofAlerts()), ...ofDashboards()];
  const names = new Set();
  for (const { where, query } of queries) {
    const answer = await ask('query', { query });
    if (answer.status !== 'success') faults.push(`${where}: ${answer.error}: ${query}`);
    const metrics = metricsOf(query);
    metrics.forEach((metric) => names.add(metric));
    if (metrics.length === 0 && !query.startsWith('vector')) faults.push(`${where} names no metric: ${query}`);
    const labels = new Set(OF_TARGETS);
    for (const metric of metrics) {
      const found = await ask('series', { 'match[]': metric });
      if (found.data.length === 0 && !AT_FIRST_USE.includes(metric)) faults.push(`${where} names a metric that nobody has: ${metric}`);
      if (found.data.length === 0) labels.add('*');
      found.data.forEach((series) => Object.keys(series).forEach((label) => labels.add(label)));
    }
    if (!labels.has('*')) {
      labelsOf(query).filter((label) => !labels.has(label)).forEach((label) => faults.push(`${where} names a label that none of its metrics has: ${label}`));
    }
  }
  const unborn = AT_FIRST_USE.filter((name) => names.has(name));
  const absent = [];
  for (const name of unborn) if ((await ask('series', { 'match[]': name })).data.length === 0) absent.push(name);
  const { data } = await ask('alerts', {});
  console.log(`${targets} targets, ${queries.length} queries, ${names.size} metrics, ${faults.length} faults`);
  if (absent.length > 0) console.log(`not seen, for nothing was counted yet: ${absent.join(', ')}`);
  data.alerts.forEach((alert) => console.log(`${alert.state}: ${alert.labels.alertname} ${alert.annotations.summary}`));
}

/** How many answer, once each has been asked some times; one that does not answer is a fault. */
async function untilScraped() {
  for (let round = 0; round < 60; round += 1) {
    await pause(1000);
    if (prometheus.exitCode !== null) throw new Error('Prometheus has ended.');
    const counted = await ask('query', { query: 'count_over_time(up[1h])' }).catch(() => undefined);
    const all = counted?.data?.result ?? [];
    if (all.length > 0 && all.every(({ value }) => Number(value[1]) >= SCRAPES)) {
      const down = (await ask('query', { query: 'up == 0' })).data.result;
      down.forEach(({ metric }) => faults.push(`${metric.service} at ${metric.instance} does not answer`));
      return all.length;
    }
  }
  throw new Error('Prometheus has not asked the services within a minute.');
}

async function ofAlerts() {
  const { data } = await ask('rules', {});
  const rules = data.groups.flatMap((group) => group.rules);
  rules.filter((rule) => rule.health === 'err').forEach((rule) => faults.push(`alert ${rule.name}: ${rule.lastError}`));
  return rules.map((rule) => ({ where: `alert ${rule.name}`, query: rule.query }));
}

function ofDashboards() {
  return readdirSync('dashboards').filter((file) => file.endsWith('.json')).flatMap((file) =>
    JSON.parse(readFileSync(`dashboards/${file}`, 'utf8')).panels.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => ({
      where: `${file}, ${panel.title}`,
      query: expr.replaceAll('$__rate_interval', '1m').replaceAll('$service', '.*'),
    }))));
}

async function ask(what, parameters) {
  const answer = await fetch(`${api}/${what}?${new URLSearchParams(parameters)}`);
  return answer.json();
}

/** The words of a query that are no functions, labels, values or words of the language. */
function metricsOf(query) {
  const bare = query
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  return [...new Set([...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\w)(?!\s*\()/g)].map(([word]) => word).filter((word) => !WORDS.includes(word.toLowerCase())))];
}

function labelsOf(query) {
  const grouped = [...query.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list]) => list.split(',').map((label) => label.trim()));
  const matched = [...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) => [...list.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label));
  return [...new Set([...grouped, ...matched])].filter((label) => label !== '');
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => done(free));
    });
  });
}
