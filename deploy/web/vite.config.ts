import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const api = process.env.SUPPORT_URL ?? 'http://127.0.0.1:8080';
const behind = { target: api, ws: true };

export default defineConfig({
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    target: 'es2022',
    // A strict Content-Security-Policy allows no script or style in the page, and no data: for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['index.html', 'desk.html', 'phone.html', 'docs.html'] },
  },
  server: { proxy: { '/api': behind, '/socket.io': behind, '/local': behind, '/settings.json': behind, '/openapi': behind, '/asyncapi': behind } },
});
