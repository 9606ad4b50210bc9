import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Beside each text file one for each encoding that browsers ask for, so that the portal sends it without work. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css|html)$/.test(file.fileName)) continue;
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotliCompressSync(source) });
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  };
}

/**
 * No asset is inlined, so that the portal may forbid inline scripts and data: addresses. Workspace packages are bundled from
 * their sources.
 */
export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { conditions: ['@motcua/source', ...defaultClientConditions] },
  build: { outDir: 'dist', assetsInlineLimit: 0, target: 'es2023' },
  server: { proxy: { '/api': process.env['PORTAL_URL'] ?? 'http://127.0.0.1:8080' } },
});
