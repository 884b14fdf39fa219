import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// One folder, one page: a new page is a folder with an index.html, and a line under `input`.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    // The server gives these files a year of caching: every name below carries a hash of its content.
    assetsDir: 'playground/assets',
    // Scripts come as files, so that a content security policy without 'unsafe-inline' for scripts holds.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      input: { playground: 'playground/index.html' },
      // GraphiQL's packages come compiled by React's compiler with its directives left in: nothing is lost.
      onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
    },
  },
});
