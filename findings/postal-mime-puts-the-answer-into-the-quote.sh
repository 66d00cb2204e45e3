#!/usr/bin/env bash
# postal-mime 4.0.0 beside mailparser 3.14.2, reading `format=flowed` (RFC 3676), in which many mail programs send plain text.
#
# A line that ends with a blank goes on in the next one, but never into one of another depth of quotation: there the paragraph
# ends whatever its end looks like (4.5). Programs do send such lines, for what they quote was flowed itself. postal-mime reads
# the text without looking at quotation at all: it joins the first line of the answer to the last one that is quoted, and leaves
# the ">" of further lines in the middle of the text. So an answer of one line is a part of the customer's quotation, and a desk
# that hides what is quoted shows an empty message. mailparser ends the paragraph, and joins quoted lines without their marks.
# Signatures ("-- ") and stuffed blanks are read rightly by both. Seen, of "> Have you sent it? " and "Yes, on Monday.":
#
#   mailparser:  "> Have you sent it? \nYes, on Monday."
#   postal-mime: "> Have you sent it? Yes, on Monday."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true, "type": "module"}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact postal-mime@4.0.0 mailparser@3.14.2 > /dev/null 2>&1

cat > read.js <<'JS'
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
const emails = {
  'an answer': ['> Have you sent it? ', 'Yes, on Monday.'],
  'two quoted lines': ['> Have you ', '> sent it?', 'Yes, on Monday.'],
  'a quotation in one': ['>> Have you sent it? ', '> I have. ', 'When?'],
  'a signature': ['It never ', 'arrived.', '-- ', 'John'],
};
for (const [what, lines] of Object.entries(emails)) {
  const email = ['From: John <john@example.com>', 'To: desk@example.com', 'Subject: My transfer', 'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8; format=flowed', '', ...lines, ''].join('\r\n');
  const show = (who, text) => console.log(`${what}, ${who}: ${JSON.stringify(text.replace(/\n$/, ''))}`);
  show('mailparser', (await simpleParser(email)).text);
  show('postal-mime', (await PostalMime.parse(email)).text);
}
JS
node read.js | tee now.txt
cat > seen.txt <<'TXT'
an answer, mailparser: "> Have you sent it? \nYes, on Monday."
an answer, postal-mime: "> Have you sent it? Yes, on Monday."
two quoted lines, mailparser: "> Have you sent it?\nYes, on Monday."
two quoted lines, postal-mime: "> Have you > sent it?\nYes, on Monday."
a quotation in one, mailparser: ">> Have you sent it? \n> I have. \nWhen?"
a quotation in one, postal-mime: ">> Have you sent it? > I have. When?"
a signature, mailparser: "It never arrived.\n-- \nJohn"
a signature, postal-mime: "It never arrived.\n-- \nJohn"
TXT
diff seen.txt now.txt
echo "as seen: the answer is a part of what it answers"
