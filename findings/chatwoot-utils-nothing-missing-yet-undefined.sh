#!/usr/bin/env bash
# @chatwoot/utils 0.0.55, with which Chatwoot fills in canned answers before an agent sends them.
#
# `getUndefinedVariablesInMessage` says which variables of an answer are not known, so that the agent is warned, and
# `replaceVariablesInMessage` fills them in. They don't look up the same name: the first one takes it as it is written, the second
# one looks whether that name has a value and then takes the value of its small letters. So of a custom attribute with a capital in
# its key, as an API client in camel case sends it, nothing is said to be missing, and the customer reads "undefined". Whether a
# value is there is asked by whether it counts as true: of 0, and of a box that is not ticked, nothing is said to be missing either,
# and the customer reads nothing. Seen:
#
#   key ticketNumber: missing [], sent: Your ticket is undefined.
#   key ticket_number: missing [], sent: Your ticket is T-17.
#   value 0: missing [], sent: You have  open tickets.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @chatwoot/utils@0.0.55 > /dev/null 2>&1

cat > fill.js <<'JS'
const chatwoot = require('@chatwoot/utils');
const person = { name: 'John Doe', email: 'john@example.com' };
function show(what, attributes, message) {
  const conversation = { id: 1, meta: { sender: person, assignee: person }, custom_attributes: attributes };
  const variables = chatwoot.getMessageVariables({ conversation, contact: {}, inbox: { id: 1, name: 'Desk' } });
  const missing = chatwoot.getUndefinedVariablesInMessage({ message, variables });
  const sent = chatwoot.replaceVariablesInMessage({ message, variables });
  console.log(`${what}: missing ${JSON.stringify(missing)}, sent: ${sent}`);
}
const of = key => `{{conversation.custom_attribute.${key}}}`;
show('key ticketNumber', { ticketNumber: 'T-17' }, `Your ticket is ${of('ticketNumber')}.`);
show('key ticket_number', { ticket_number: 'T-17' }, `Your ticket is ${of('ticket_number')}.`);
show('value 0', { open_tickets: 0 }, `You have ${of('open_tickets')} open tickets.`);
show('value false', { verified: false }, `Verified: ${of('verified')}.`);
show('value 2', { open_tickets: 2 }, `You have ${of('open_tickets')} open tickets.`);
show('no such key', {}, `You have ${of('open_tickets')} open tickets.`);
JS
node fill.js | tee now.txt
cat > seen.txt <<'TXT'
key ticketNumber: missing [], sent: Your ticket is undefined.
key ticket_number: missing [], sent: Your ticket is T-17.
value 0: missing [], sent: You have  open tickets.
value false: missing [], sent: Verified: .
value 2: missing [], sent: You have 2 open tickets.
no such key: missing ["conversation.custom_attribute.open_tickets"], sent: You have  open tickets.
TXT
diff seen.txt now.txt
echo "as seen: nothing is said to be missing, and the customer reads undefined"
