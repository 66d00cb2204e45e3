// The phone's page runs the snippets of the contract as they stand in the document: what it shows is what works.
import { readFile } from 'node:fs/promises';

const contract = new URL('../../../../common-contracts/docs/support-api.md', import.meta.url);

// What an app puts into the places that the document leaves open; each must be there.
const places = [
  ["'wss://your-api-domain.com/support'", 'address'],
  ["'your-jwt-token-here'", 'token'],
  ["'uuid-of-ticket'", 'ticketId'],
];

// What the snippets call in an app.
const screens = [
  'appendMessage',
  'showNotificationBadge',
  'showPushNotification',
  'updateTicketStatus',
  'showRatingPrompt',
  'showTypingIndicator',
  'hideTypingIndicator',
  'updateConversationHeader',
];

// A module that exports `connect`, `joinTicket`, `leaveTicket`, `typing` and `stopTyping`.
export async function snippets() {
  const document = await readFile(contract, 'utf8');
  const under = (heading, many = 1) => {
    const [, section] = document.split(`\n${heading}\n`);
    const blocks = [...(section ?? '').split(/\n#+ /)[0].matchAll(/```javascript\n(.*?)```/gs)].map((match) => match[1]);
    if (blocks.length !== many) throw new Error(`${blocks.length} snippets under "${heading}", not ${many}`);
    return blocks.join('\n');
  };
  const filled = (code) => places.reduce((text, [place, name]) => text.replaceAll(place, name), code);
  const connection = filled(under('### Connection'));
  const imported = connection.match(/^import .*;$/m)[0];
  const listeners = ['`new_message`', '`ticket_updated`', '`typing` and `stop_typing`', '`status_changed`'];
  return `${imported}
import { ${screens.join(', ')} } from './screens.js';

export function connect(address, token) {
${connection.replace(imported, '')}
${listeners.map((event) => under(`#### ${event}`)).join('\n')}
  return socket;
}

${[['joinTicket', 'join_ticket'], ['leaveTicket', 'leave_ticket'], ['typing', 'typing'], ['stopTyping', 'stop_typing']]
  .map(([name, event]) => `export function ${name}(socket, ticketId) {\n${filled(under(`#### \`${event}\``))}}`)
  .join('\n')}
`;
}
