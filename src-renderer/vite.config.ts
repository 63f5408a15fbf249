import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The window alone, without Electron: `vite build src-renderer`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [vue()],
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'es2024', chunkSizeWarningLimit: 3000 },
})
