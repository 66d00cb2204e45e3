// What a number of users needs, from what one operation costs. Run: node deploy/bench/scaling.mjs [name=value ...]
// Every assumption below can be given; costs are taken from a bench's JSON file with json=<file>.
import { readFileSync } from 'node:fs';

const given = Object.fromEntries(process.argv.slice(2).map((word) => word.split('=', 2)));
const assume = {
  ticketsPerUserAndYear: 1,
  messagesPerTicket: 6, // the opening one and notes included
  conversationReadsPerMessage: 3,
  listReadsPerTicket: 12,
  peakFactor: 20, // the busiest minute over the mean of the year; an outage of the bank itself is such a minute
  onlineShare: 0.002, // of all users have the support screen open at the peak
  agentsPerTicketAndDay: 1 / 60, // one agent settles sixty tickets a day
  // Processor time of one operation in all of its processes, in milliseconds, and memory of an idle socket: as measured on
  // two cores by scenarios 10 and 4 of `deploy/bench/run` (performance.md).
  createMillis: 0.88, addMillis: 0.45, conversationMillis: 0.16, listMillis: 0.17,
  socketKilobytes: 11.5,
  // What a part takes before it has to grow.
  commitsPerPrimary: 5000, // statements of this size on one primary with a durable disk
  hotTicketPerSecond: 1500, // one row's lock: one conversation, whatever the hardware
  recordsPerConsumer: 1000, // one thread, one statement each
  partitions: 12,
  socketsPerRealtime: 20000, // `server.max-connections`
  eventsPerRealtime: 5000, // every instance reads every event
  utilisation: 0.5, // of a core at the peak
  // Bytes with indexes; a record in Kafka is kept 30 days, three times.
  messageBytes: 900, ticketBytes: 6000, recordBytes: 1300, kafkaDays: 30, kafkaCopies: 3,
  // Dollars, of a middling cloud.
  coreHour: 0.04, gigabyteMonth: 0.1,
};
for (const [name, value] of Object.entries(given)) {
  if (name === 'json') takeFigures(value);
  else if (name in assume) assume[name] = Number(value);
  else throw new Error(`No such assumption: ${name}`);
}

/** The median processor times of a bench, where it has them. */
function takeFigures(file) {
  const names = { create: 'createMillis', 'add-message, 200 tickets': 'addMillis', 'conversation of 20': 'conversationMillis', 'my-tickets of 20': 'listMillis' };
  for (const figure of JSON.parse(readFileSync(file, 'utf8')).figures) {
    const name = names[figure.what.replace(', processor time', '')];
    if (name && figure.what.endsWith('processor time')) assume[name] = figure.ours.median;
  }
}

const YEAR = 365 * 86400;
const a = assume;

function sizes(users) {
  const tickets = (users * a.ticketsPerUserAndYear) / YEAR;
  const messages = tickets * a.messagesPerTicket;
  const peak = a.peakFactor;
  const cpu = tickets * a.createMillis + (messages - tickets) * a.addMillis
    + messages * a.conversationReadsPerMessage * a.conversationMillis + tickets * a.listReadsPerTicket * a.listMillis;
  const sockets = users * a.onlineShare + tickets * 86400 * a.agentsPerTicketAndDay;
  const commits = (messages * 2 + tickets * 2) * peak; // each fact is written by its owner and by one copy
  const consumers = Math.ceil((messages * peak) / a.recordsPerConsumer);
  return {
    'messages a second, mean': messages,
    'messages a second, peak': messages * peak,
    'commits a second, peak': commits,
    'sockets, peak': sockets,
    'cores, peak': Math.max(2, (cpu * peak) / 1000 / a.utilisation),
    'database primaries (of one service)': Math.ceil(commits / 2 / a.commitsPerPrimary),
    'replicas that consume': Math.max(users > 20000 ? 2 : 1, consumers),
    'partitions': Math.max(a.partitions, consumers),
    'realtime instances': Math.max(users > 20000 ? 2 : 1, Math.ceil(sockets / a.socketsPerRealtime), Math.ceil((messages * peak) / a.eventsPerRealtime)),
    'realtime memory for sockets, GB': (sockets * a.socketKilobytes) / 1e6,
    'databases grow, GB a year': ((messages * a.messageBytes + tickets * a.ticketBytes) * YEAR) / 1e9,
    'Kafka holds, GB': (messages * a.recordBytes * a.kafkaDays * 86400 * a.kafkaCopies) / 1e9,
  };
}

function digits(value) {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value >= 100 ? Math.round(value).toLocaleString('en') : value >= 1 ? value.toFixed(1) : value.toPrecision(2);
}

const users = [10_000, 1_000_000, 100_000_000];
const columns = users.map(sizes);
console.log(`| users | ${users.map((count) => count.toLocaleString('en')).join(' | ')} |`);
console.log(`|---|${users.map(() => '--:').join('|')}|`);
for (const row of Object.keys(columns[0])) console.log(`| ${row} | ${columns.map((column) => digits(column[row])).join(' | ')} |`);

const perTicket = 1 / a.messagesPerTicket;
const millis = perTicket * a.createMillis + (1 - perTicket) * a.addMillis + a.conversationReadsPerMessage * a.conversationMillis
  + perTicket * a.listReadsPerTicket * a.listMillis;
const coreHours = (1e6 * millis) / 3.6e6 / a.utilisation;
const gigabytes = (1e6 * (a.messageBytes + perTicket * a.ticketBytes)) / 1e9;
const kafka = (1e6 * a.recordBytes * a.kafkaCopies) / 1e9;
console.log(`\nA million messages, with the reads that go with them: ${digits(coreHours)} core hours ($${digits(coreHours * a.coreHour)}), `
  + `${digits(gigabytes)} GB of tables ($${digits(gigabytes * a.gigabyteMonth * 12)} a year), `
  + `${digits(kafka)} GB of Kafka for ${a.kafkaDays} days ($${digits(kafka * a.gigabyteMonth * a.kafkaDays / 30)}).`);
console.log(`One machine of two cores carries ${digits((2 * a.utilisation * 1000) / millis)} messages a second with their reads; one ticket alone ${a.hotTicketPerSecond} a second.`);
