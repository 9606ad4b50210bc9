import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** Beside each text file one for each encoding that browsers ask for, so that the portal sends it without work. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    // What is written is final: before, a later plugin may still change it.
    writeBundle({ dir = '' }, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (!/\.(js|css|html)$/.test(fileName)) continue;
        const file = join(dir, fileName);
        const source = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(source));
        writeFileSync(`${file}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}

/** The three entries, each without the code of the others: applicants, staff, and the wall that nobody touches. */
const pages = { citizen: 'index.html', desk: 'desk.html', wall: 'wall.html' };

/** In development, pages at the addresses at which the portal serves them. */
function pageAddresses(): Plugin {
  return {
    name: 'page-addresses',
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        const path = request.url?.split(/[?#]/)[0] ?? '';
        if (/^\/desk(\/|$)/.test(path)) request.url = '/desk.html';
        else if (/^\/wall\/?$/.test(path)) request.url = '/wall.html';
        else if (/^\/look-up\/?$/.test(path)) request.url = '/index.html';
        next();
      });
    },
  };
}

/**
 * No asset is inlined, so that the portal may forbid inline scripts and data: addresses. Workspace packages are bundled from
 * their sources.
 */
export default defineConfig({
  appType: 'mpa',
  plugins: [react(), compressed(), pageAddresses()],
  resolve: { conditions: ['@motcua/source', ...defaultClientConditions] },
  build: { outDir: 'dist', assetsInlineLimit: 0, target: 'es2023', rolldownOptions: { input: pages } },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/session', '/sign-in'].map((path) => [path, process.env['PORTAL_URL'] ?? 'http://127.0.0.1:8080']),
    ),
  },
});
