#!/usr/bin/env bash
# @rocket.chat/message-parser 0.31.35, with which Rocket.Chat makes links of what people write to one another.
#
# A phone number in E.164 becomes a link that dials, and the link lacks the plus: `+2340000000017` is shown, and
# `tel:2340000000017` is dialled, which is a number of the place where the phone is (RFC 3966: a global number begins with
# "+"). It works for whoever is at home and their phone guesses; for a bank's help line abroad it is no number, or somebody
# else's. A link that is written out, `[call us](+2340000000017)`, loses the plus too; only `<tel:+2340000000017|us>` keeps it.
# With hyphens, and a code in brackets or not, the link ends in the middle of the number and dials what it has. Blanks, as
# numbers are usually written, make no link, and a payment of `+50000` does. Seen, text: what is dialled
#
#   +2340000000017: tel:2340000000017
#   +(234)000-000-0017: tel:234000000
#   I paid +50000: tel:50000
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @rocket.chat/message-parser@0.31.35 > /dev/null 2>&1

cat > dial.js <<'JS'
const { parse } = require('@rocket.chat/message-parser');
const texts = ['+2340000000017', '[call us](+2340000000017)', '<tel:+2340000000017|us>', '+(234)000-000-0017', '+234-000-000-0017',
  '+234 000 000 0017', 'I paid +50000'];
for (const text of texts) {
  const links = parse(text).flatMap(block => block.value).filter(piece => piece.type === 'LINK').map(piece => piece.value.src.value);
  console.log(`${text}: ${links.join(', ') || 'no link'}`);
}
JS
node dial.js | tee now.txt
cat > seen.txt <<'TXT'
+2340000000017: tel:2340000000017
[call us](+2340000000017): tel:2340000000017
<tel:+2340000000017|us>: tel:+2340000000017
+(234)000-000-0017: tel:234000000
+234-000-000-0017: tel:234000
+234 000 000 0017: no link
I paid +50000: tel:50000
TXT
diff seen.txt now.txt
echo "as seen: an international number is dialled as a local one"
