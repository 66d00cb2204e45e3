// Makes models of the AsyncAPI document: all of them have names of their own.
import { readFileSync } from 'node:fs';
import { TypeScriptGenerator } from '@asyncapi/modelina';
import { Parser } from '@asyncapi/parser';

const text = readFileSync(process.argv[2], 'utf8');
const { diagnostics } = await new Parser().parse(text);
const faults = diagnostics.filter((d) => d.severity < 2);
const names = (await new TypeScriptGenerator({ modelType: 'interface' }).generate(text)).map((model) => model.modelName);
const nameless = names.filter((name) => name.startsWith('Anonymous'));
if (faults.length > 0 || nameless.length > 0 || new Set(names).size !== names.length || names.length < 50) {
  console.error(JSON.stringify({ faults, nameless, names }));
  process.exit(1);
}
