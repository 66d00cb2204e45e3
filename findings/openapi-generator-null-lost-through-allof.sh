#!/usr/bin/env bash
# openapi-generator 7.25.0, generator `kotlin`, a valid OpenAPI 3.1 document.
#
# A required property of `type: [string, 'null']` becomes a Kotlin `String` that may not be null when its schema is one that
# `allOf` refers to; the same property written in the other branch of the same `allOf`, or in the schema that is referred to
# itself, becomes `String?`. So a client made of it throws on an answer that the document allows. (`java` does the same:
# `@Nonnull private String at`.) Seen:
#
#   Base.kt      val at: kotlin.String?
#   Composed.kt  val at: kotlin.String,
#                val here: kotlin.String?
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -B -q -N dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory="$work" > /dev/null

cat > "$work/document.json" <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Composed", "version": "1"},
 "paths": {"/composed": {"get": {"operationId": "getComposed", "responses": {"200": {"description": "It.", "content": {
   "application/json": {"schema": {"$ref": "#/components/schemas/Composed"}}}}}}},
  "/base": {"get": {"operationId": "getBase", "responses": {"200": {"description": "It.", "content": {
   "application/json": {"schema": {"$ref": "#/components/schemas/Base"}}}}}}}},
 "components": {"schemas": {
  "Base": {"type": "object", "required": ["at"], "properties": {"at": {"type": ["string", "null"]}}},
  "Composed": {"allOf": [{"$ref": "#/components/schemas/Base"},
   {"type": "object", "required": ["here"], "properties": {"here": {"type": ["string", "null"]}}}]}}}}
JSON

cd "$work"
java -jar openapi-generator-cli-7.25.0.jar generate -i document.json -g kotlin -o made > log.txt 2>&1
models=made/src/main/kotlin/org/openapitools/client/models
grep -h 'val ' "$models/Base.kt" "$models/Composed.kt"
grep -q 'val at: kotlin.String?$' "$models/Base.kt"
grep -q 'val at: kotlin.String,$' "$models/Composed.kt"
grep -q 'val here: kotlin.String?$' "$models/Composed.kt"
echo "as seen: null is lost through allOf"
