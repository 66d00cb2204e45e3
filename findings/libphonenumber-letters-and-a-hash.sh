#!/usr/bin/env bash
# google-libphonenumber 3.2.47 (Google's own JavaScript port of libphonenumber), region NG.
#
# What callers type around a Nigerian number is understood in three ways that nothing in the answer shows:
#   - one or two letters inside are dropped and the number is valid (`0803 1234 56l7` is 0803 123 4567, a digit that was
#     mistyped as a letter is lost without a word); from the third letter on they are dialled as on a keypad
#     (`0803CALLNOW` is 0803 225 5669);
#   - a `#` at the end makes the last group of digits an extension, as in the United States' way of writing one
#     (`0803 123 4567#` is 0803 123 with the extension 4567, and invalid);
#   - `009` is the prefix for abroad, `00` is not: `00234 803 ...` is a number of 14 digits, and invalid.
# Whoever stores what `parse` gave has stored another number than the one that was typed; so letters and `#` have to be
# looked for before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact google-libphonenumber@3.2.47 > /dev/null 2>&1

cat > numbers.js <<'JS'
const { PhoneNumberUtil, PhoneNumberFormat } = require('google-libphonenumber');
const numbers = PhoneNumberUtil.getInstance();
for (const typed of ['0803 1234 56l7', '0803CALLNOW', '0803 123 4567#', '009234 803 123 4567', '00234 803 123 4567']) {
  const number = numbers.parse(typed, 'NG');
  console.log([typed, numbers.format(number, PhoneNumberFormat.E164), numbers.isValidNumber(number),
    number.getExtension() || '-'].join(' | '));
}
JS
cat > seen.txt <<'TXT'
0803 1234 56l7 | +2348031234567 | true | -
0803CALLNOW | +2348032255669 | true | -
0803 123 4567# | +2340803123 | false | 4567
009234 803 123 4567 | +2348031234567 | true | -
00234 803 123 4567 | +23402348031234567 | false | -
TXT
node numbers.js | tee now.txt
diff seen.txt now.txt
echo "as seen: letters are dropped or dialled, a hash makes an extension"
