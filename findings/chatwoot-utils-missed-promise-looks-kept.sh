#!/usr/bin/env bash
# @chatwoot/utils 0.0.55, with which Chatwoot's list of conversations shows how its promises of time (SLA) stand.
#
# `evaluateSLAStatus` gives the most urgent of three promises: first response, next response, resolution. It takes the one whose
# moment is nearest to now, before or behind, so a promise that is kept still hides one that was broken earlier. A conversation
# whose first answer is two hours late is shown with the alarm clock of "in time" as long as its resolution is due in less than
# two hours; a minute after the resolution is due too it is shown as one minute late. The longer a promise is broken, the more
# easily it is hidden. Seen:
#
#   first answer 120 minutes late, resolution due in 60: RT 1h in time
#   first answer 120 minutes late, resolution 1 late:    RT 1m missed
#   first answer 120 minutes late, nothing else:         FRT 2h missed
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @chatwoot/utils@0.0.55 > /dev/null 2>&1

cat > status.js <<'JS'
const { evaluateSLAStatus } = require('@chatwoot/utils');
const minute = 60;
// A second is added, or taken away, so that the clock may go on while this runs.
const begun = Math.floor(Date.now() / 1000) - 180 * minute;
const unanswered = { status: 'open', first_reply_created_at: 0, waiting_since: begun };
function show(what, resolution) {
  const appliedSla = {
    created_at: begun,
    sla_first_response_time_threshold: 60 * minute,
    sla_next_response_time_threshold: null,
    sla_resolution_time_threshold: resolution,
  };
  const { type, threshold, isSlaMissed } = evaluateSLAStatus({ appliedSla, chat: unanswered });
  console.log(`first answer 120 minutes late, ${what}: ${type} ${threshold} ${isSlaMissed ? 'missed' : 'in time'}`);
}
show('resolution due in 60', 240 * minute + 30);
show('resolution 1 late', 179 * minute);
show('nothing else', null);
JS
node status.js | tee now.txt
cat > seen.txt <<'TXT'
first answer 120 minutes late, resolution due in 60: RT 1h in time
first answer 120 minutes late, resolution 1 late: RT 1m missed
first answer 120 minutes late, nothing else: FRT 2h missed
TXT
diff seen.txt now.txt
echo "as seen: a promise that is still kept hides one that is broken"
