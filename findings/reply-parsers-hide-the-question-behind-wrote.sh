#!/usr/bin/env bash
# email-reply-parser 2.3.7 (Crisp's own) and planer 1.2.0: what a desk shows of an email, without what the email quotes.
#
# Both know the line with which mail programs begin a quotation, "On Monday, Ada wrote:", and both take a sentence of the customer
# for it: one that begins with On and ends with wrote, at the beginning of a paragraph. All that follows is taken for the quotation,
# without any sign of one, such as ">": so the agent sees "Hello," and the question is gone. A receipt of a transfer that is pasted
# does the same by its line "From: NAME <ACCOUNT>". The same sentence in the middle of a paragraph hides nothing in email-reply-parser,
# and everything in planer. Seen of three emails that end in "Where is my money?":
#
#   told what an agent wrote:   email-reply-parser "Hello,"              planer "Hello,"
#   pasted a receipt:           email-reply-parser "The receipt says:"   planer "The receipt says:"
#   told in the middle:         email-reply-parser shows the question    planer "Hello,"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true, "type": "module"}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact email-reply-parser@2.3.7 planer@1.2.0 > /dev/null 2>&1

cat > show.js <<'JS'
import EmailReplyParser from 'email-reply-parser';
import planer from 'planer';
const question = 'It has been a week.\n\nWhere is my money?';
const emails = {
  'told what an agent wrote': `Hello,\n\nOn Monday I asked your agent, and she wrote:\nIt takes a day.\n\n${question}`,
  'pasted a receipt': `The receipt says:\n\nFrom: John Doe <0000000001>\nTo: Ada Obi <0000000002>\nAmount: 50\n\n${question}`,
  'told in the middle': `Hello,\nOn Monday I asked your agent, and she wrote:\nIt takes a day.\n\n${question}`,
  'told in other words': `Hello,\n\nI asked your agent on Monday, and her words were:\nIt takes a day.\n\n${question}`,
};
const said = text => text.includes('Where is my money?') ? 'shows the question' : JSON.stringify(text.trim());
for (const [what, email] of Object.entries(emails)) {
  console.log(`${what}: email-reply-parser ${said(new EmailReplyParser().read(email).getVisibleText())}`);
  console.log(`${what}: planer ${said(planer.extractFrom(email, 'text/plain'))}`);
}
JS
node show.js | tee now.txt
cat > seen.txt <<'TXT'
told what an agent wrote: email-reply-parser "Hello,"
told what an agent wrote: planer "Hello,"
pasted a receipt: email-reply-parser "The receipt says:"
pasted a receipt: planer "The receipt says:"
told in the middle: email-reply-parser shows the question
told in the middle: planer "Hello,"
told in other words: email-reply-parser shows the question
told in other words: planer shows the question
TXT
diff seen.txt now.txt
echo "as seen: what a customer says somebody wrote hides the rest of their email"
