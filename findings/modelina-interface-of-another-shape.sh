#!/usr/bin/env bash
# @asyncapi/modelina 5.10.1, TypeScript, `modelType: 'interface'`.
#
# A payload's properties `event`, `status`, `name`, `length` and `parent` come out as `reservedEvent`, `reservedStatus` and so
# on, because a browser's `window` has properties of these names. An interface has no code that could translate: it describes
# the parsed JSON itself, so an app that is made of it compiles, and reads `undefined` from every message. `origin`, which
# `window` has as well, keeps its name. The Kotlin generator leaves all of them as they are. Seen:
#
#   interface TicketUpdated { reservedEvent: string; reservedStatus: string; reservedName: string; subject: string; ... }
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @asyncapi/modelina@5.10.1 > /dev/null 2>&1

cat > make.js <<'JS'
const { TypeScriptGenerator, KotlinGenerator } = require('@asyncapi/modelina');
const text = { type: 'string' };
const payload = { $schema: 'http://json-schema.org/draft-07/schema#', $id: 'TicketUpdated', type: 'object',
  additionalProperties: false, required: ['event', 'status', 'name', 'subject'],
  properties: { event: text, status: text, name: text, subject: text, length: text, parent: text, origin: text } };
(async () => {
  for (const generator of [new TypeScriptGenerator({ modelType: 'interface' }), new KotlinGenerator()]) {
    console.log((await generator.generate(payload)).map(model => model.result).join('\n'));
  }
})();
JS
node make.js | tee made.txt
for name in Event Status Name Length Parent; do grep -q "^  reserved$name?\?: string;" made.txt; done
grep -q '^  subject: string;' made.txt
grep -q '^  origin?: string;' made.txt
grep -q 'val event: String,' made.txt
echo "as seen: an interface whose names are not those of the message"
