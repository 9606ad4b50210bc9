import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/**
 * No asset is inlined, so that the portal may forbid inline scripts and data: addresses. Workspace packages are bundled from
 * their sources.
 */
export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@motcua/source', ...defaultClientConditions] },
  build: { outDir: 'dist', assetsInlineLimit: 0, target: 'es2023' },
  server: { proxy: { '/api': process.env['PORTAL_URL'] ?? 'http://127.0.0.1:8080' } },
});
