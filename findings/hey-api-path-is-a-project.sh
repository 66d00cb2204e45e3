#!/usr/bin/env bash
# @hey-api/openapi-ts 0.95.0.
#
# A relative path of one folder and one file, `-i made/support.json`, is not read as a file although it is there: it has the
# shape of `organization/project`, the shorthand for a document in Hey API's hosted registry, and its dot makes it an invalid
# one. `./made/support.json` is the same file, and is read; so is `support.json` alone. Seen:
#
#   Invalid Hey API shorthand format. Expected "organization/project?queryParams" or "organization/project",
#   received: made/support.json
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @hey-api/openapi-ts@0.95.0 typescript@5.9.3 > /dev/null 2>&1

mkdir made
cat > made/support.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Path", "version": "1"},
 "paths": {"/it": {"get": {"operationId": "getIt", "responses": {"200": {"description": "It.", "content": {
   "application/json": {"schema": {"type": "string"}}}}}}}}}
JSON
cp made/support.json support.json

CI=true npx openapi-ts -i made/support.json -o one > one.log 2>&1 && { echo "made/support.json is read now"; exit 1; }
grep -o 'Invalid Hey API shorthand format.*received: made/support.json' one.log | head -1
grep -q 'Invalid Hey API shorthand format' one.log
npx openapi-ts -i ./made/support.json -o two > two.log 2>&1
npx openapi-ts -i support.json -o three > three.log 2>&1
grep -q 'getIt' two/sdk.gen.ts three/sdk.gen.ts
echo "as seen: a file in a folder is taken for a project"
