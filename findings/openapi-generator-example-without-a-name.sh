#!/usr/bin/env bash
# openapi-generator 7.25.0, any generator (here `kotlin`), a valid OpenAPI document.
#
# An Example Object that stands in place in the `examples` of a media type is warned of as a schema without a name:
#
#   WARN  o.o.codegen.utils.ModelUtils - Failed to get the schema name: null
#
# once, whatever the example is. The same example by `$ref` into `components/examples` is made without a word, and so is one
# under `example`. No schema is at fault, so one looks for it in the wrong place.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -B -q -N dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.25.0 -DoutputDirectory="$work" > /dev/null
cd "$work"

generate() {
  cat > document.json <<JSON
{"openapi": "3.0.3", "info": {"title": "Example", "version": "1"},
 "paths": {"/it": {"get": {"operationId": "getIt", "responses": {"200": {"description": "It.", "content": {
   "application/json": {"schema": {"\$ref": "#/components/schemas/It"}, "examples": {"one": $1}}}}}}}},
 "components": {"schemas": {"It": {"type": "object", "properties": {"text": {"type": "string"}}}},
  "examples": {"One": {"value": {"text": "here"}}}}}
JSON
  rm -rf made
  java -jar openapi-generator-cli-7.25.0.jar generate -i document.json -g kotlin -o made > log.txt 2>&1
  echo "$1: $(grep -c 'Failed to get the schema name: null' log.txt || true) warning(s)"
}

[ "$(generate '{"value": {"text": "here"}}' | tee /dev/stderr)" = '{"value": {"text": "here"}}: 1 warning(s)' ]
[ "$(generate '{"$ref": "#/components/examples/One"}' | tee /dev/stderr)" = '{"$ref": "#/components/examples/One"}: 0 warning(s)' ]
echo "as seen: an example in place is a schema without a name"
