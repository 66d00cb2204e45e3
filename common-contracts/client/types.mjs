// Makes the types of every body and event from the documents that the services serve, so that none is written by hand.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const contracts = new URL('../contracts/src/main/resources/', import.meta.url);
const generated = new URL('src/generated/', import.meta.url);
const head = '// Made by types.mjs of the API documents; changed there, never here.\n';

await mkdir(generated, { recursive: true });

for (const name of ['ticket', 'messaging', 'rating']) {
  const text = astToString(await openapiTS(new URL(`openapi/${name}.yaml`, contracts)));
  await writeFile(new URL(`${name}.ts`, generated), head + text);
}

const document = parse(await readFile(new URL('asyncapi/asyncapi.yaml', contracts), 'utf8'));
const schemas = JSON.parse(JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/definitions/'));
const events = await compile(
  { title: 'EverySchema', type: 'object', additionalProperties: false, definitions: schemas, properties: Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/definitions/${name}` }])) },
  'EverySchema',
  { bannerComment: head, additionalProperties: false, declareExternallyReferenced: true, format: false },
);
await writeFile(new URL('events.ts', generated), events);
