// Validates the objects of YAML files against the schemas that packages and custom resource definitions hold. Run by `check`.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';

const PACKAGES = ['kubernetes-models', '@kubernetes-models/gateway-api', '@kubernetes-models/prometheus-operator', '@kubernetes-models/external-secrets'];
/** Nobody publishes their schemas as a package: they are validated where their definitions are given. */
const WITHOUT_PACKAGE = ['kafka.strimzi.io', 'gateway.envoyproxy.io'];

const [files, definitions] = split(process.argv.slice(2));
const defined = new Map(definitions.flatMap(objectsOf).flatMap(schemasOf));
const faults = [];
const unknown = new Map();
let valid = 0;

await showThatItFinds();
for (const file of files) {
  for (const object of objectsOf(file)) {
    const found = await faultsOf(object);
    if (found === undefined) unknown.set(object.kind, (unknown.get(object.kind) ?? 0) + 1);
    else if (found.length === 0) valid += 1;
    for (const fault of found ?? []) faults.push(`${basename(file)}: ${object.kind} ${object.metadata?.name}: ${fault}`);
  }
}

for (const fault of faults) console.error(fault);
for (const [kind, count] of unknown) console.log(`not validated, for no definition was given (--crds): ${count} of kind ${kind}`);
console.log(`${files.length} builds, ${valid} objects valid, ${faults.length} faults`);
process.exit(faults.length > 0 || valid === 0 ? 1 : 0);

function split(words) {
  const at = words.indexOf('--crds');
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 1)];
}

function objectsOf(file) {
  return parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0].message}`);
    return document.toJS();
  }).filter((object) => object !== null);
}

/** What is wrong with it; undefined for a kind whose schema nobody has. */
async function faultsOf(object) {
  const [group, version] = object.apiVersion?.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
  const schema = defined.get(`${object.apiVersion} ${object.kind}`);
  if (schema) return schema(object) ? [] : schema.errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  const model = await modelOf(group, version, object.kind);
  if (model) return byModel(model, object);
  return WITHOUT_PACKAGE.includes(group) ? undefined : [`no schema for ${object.apiVersion} ${object.kind}`];
}

async function modelOf(group, version, kind) {
  for (const name of PACKAGES) {
    try {
      return (await import([name, group, version, kind].filter((part) => part !== '').join('/')))[kind];
    } catch (error) {
      if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED' && error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

/** The models' own words, and fields that no schema asked for: a cluster refuses them, or worse, leaves them out. */
function byModel(model, object) {
  const watch = watched(object, '');
  const found = [];
  try {
    model.prototype.validate.call(watch.proxy);
  } catch (error) {
    if (!error.errors) throw error;
    found.push(...error.errors.map((each) => `${each.instancePath} ${each.message} ${JSON.stringify(each.params)}`));
  }
  return [...found, ...watch.unread()];
}

/** A view of a value that knows which of its fields were read. Where none was, a schema leaves everything open. */
function watched(value, path) {
  const children = new Map();
  const read = new Set();
  const child = (key) => {
    if (!children.has(key)) children.set(key, watched(value[key], `${path}/${String(key)}`));
    return children.get(key);
  };
  const isOpen = (key) => typeof value[key] === 'object' && value[key] !== null;
  const proxy = new Proxy(value, {
    get(target, key) {
      if (typeof key === 'string') read.add(key);
      return Object.hasOwn(target, key) && isOpen(key) ? child(key).proxy : target[key];
    },
  });
  const unread = () => [
    ...(Array.isArray(value) || read.size === 0 ? [] : Object.keys(value).filter((key) => !read.has(key)).map((key) => `${path}/${key} is no field of its schema`)),
    ...[...children.values()].flatMap((each) => each.unread()),
  ];
  return { proxy, unread };
}

/** The schemas of a custom resource definition, closed where it keeps no unknown fields. */
function schemasOf(definition) {
  if (definition.kind !== 'CustomResourceDefinition') throw new Error(`No CustomResourceDefinition: ${definition.kind}`);
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  return definition.spec.versions.map(({ name, schema }) => {
    const { properties, ...rest } = schema.openAPIV3Schema;
    const whole = closed({ ...rest, properties });
    whole.properties.metadata = { type: 'object' };
    return [`${definition.spec.group}/${name} ${definition.spec.names.kind}`, ajv.compile(whole)];
  });
}

function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (schema.properties && typeof schema.type === 'string' && !schema['x-kubernetes-preserve-unknown-fields']) copy.additionalProperties ??= false;
  return copy;
}

/** A check that finds nothing in what is broken says nothing about what is whole. */
async function showThatItFinds() {
  const pod = (container) => ({
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'broken' },
    spec: { serviceName: 'broken', selector: {}, template: { spec: { containers: [{ name: 'one', ...container }] } } },
  });
  const whole = pod({ image: 'one', env: [{ name: 'A', value: 'b' }], livenessProbe: { httpGet: { port: 'internal' } } });
  const broken = [
    ['a field that there is not', pod({ livenessProb: {} })],
    ['a field that there is not, alone', pod({ livenessProbe: { htpGet: {} } })],
    ['a required field that lacks', pod({ name: undefined })],
    ['a number for a text', pod({ env: [{ name: 'A', value: 1 }] })],
    ['an unknown kind', { ...whole, kind: 'StatefullSet' }],
    ['a word that is none', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'broken' }, spec: { rules: [{ matches: [{ path: { type: 'Regex', value: '/' } }] }] } }],
  ];
  const found = await faultsOf(whole);
  if (found.length > 0) throw new Error(`It finds a fault where there is none: ${found}`);
  for (const [what, object] of broken) {
    if ((await faultsOf(JSON.parse(JSON.stringify(object)))).length === 0) throw new Error(`It does not find ${what}`);
  }
}
