import { Parser, stringify } from '@asyncapi/parser';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const file = fileURLToPath(new URL('../../../common-contracts/contracts/src/main/resources/asyncapi/asyncapi.yaml', import.meta.url));

/** Read and checked here, for the parser makes code of schemas, which the page's policy forbids; the page gets what was read. */
const parsed = {
  name: 'asyncapi',
  resolveId: (id) => (id === 'virtual:asyncapi' ? '\0asyncapi' : null),
  async load(id) {
    if (id !== '\0asyncapi') return null;
    this.addWatchFile(file);
    const { document, diagnostics } = await new Parser().parse(await readFile(file, 'utf8'));
    if (!document) throw new Error(diagnostics.map(({ message, path }) => `${path.join('.')}: ${message}`).join('\n'));
    return `export default ${JSON.stringify(stringify(document))}`;
  },
};

/** What the component would need only to read documents itself: none of it comes along. */
const withoutParser = {
  name: 'without-parser',
  enforce: 'pre',
  resolveId(id, importer = '') {
    const component = importer.includes('@asyncapi/react-component');
    if (component && id === '@asyncapi/parser/cjs/document') return this.resolve('@asyncapi/parser/esm/document', importer);
    if ((component && /^\.\.?\/(helpers\/)?parser$/.test(id)) || /^(fs|util|@asyncapi\/specs)$/.test(id)) return '\0nothing';
    return null;
  },
  load: (id) => (id === '\0nothing' ? 'const nothing = () => undefined; export const schemas = {}; export default { schemas }; export { nothing as Parser, nothing as promisify, nothing as readFile };' : null),
};

export default defineConfig({
  plugins: [parsed, withoutParser],
  define: { global: 'globalThis' },
  build: {
    target: 'es2022',
    outDir: '../dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: 'events.html' },
    chunkSizeWarningLimit: 800,
  },
});
