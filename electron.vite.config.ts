import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

/**
 * Programs of the main side, each a file of its own at the top of out/main: the three doors, the engine's process, and
 * the workers, under the names by which `engineProgram` and `workerUrl` look for them. What they share lies beside
 * them, so that paths relative to a module mean the same in the sources and in the bundle.
 */
const programs = {
  index: 'src-main/index.ts',
  serve: 'src-main/serve.ts',
  cli: 'src-main/cli.ts',
  engine: 'src-main/engine/process.ts',
  'cut-worker': 'src-main/sky/patches/cut-worker.ts',
  'preview-worker': 'src-main/application/datasets/preview-worker.ts',
  'patch-worker': 'src-main/application/maps/patch-worker.ts',
  'fill-worker': 'src-main/application/inpaintings/fills/fill-worker.ts',
  'whitening-worker': 'src-main/application/inpaintings/whitening-worker.ts',
  'holes-worker': 'src-main/application/inpaintings/fills/holes-worker.ts',
  'paint-worker': 'src-main/application/simulations/paint-worker.ts',
  'band-worker': 'src-main/application/simulations/band-worker.ts',
  'tile-worker': 'src-main/sky/hips/tile-worker.ts',
  'assemble-worker': 'src-main/sky/assemble/assemble-worker.ts',
  'batch-worker': 'src-main/engine/training/batch-worker.ts',
  'parent-watch-worker': 'src-main/engine/parent-watch-worker.ts',
  'model-worker': 'src-main/application/studies/model-worker.ts',
  'statistics-worker': 'src-main/application/validations/measure/statistics-worker.ts',
  'features-worker': 'src-main/application/validations/measure/features-worker.ts',
  'figure-worker': 'src-main/figures/figure-worker.ts',
  'nearest-worker': 'src-main/application/validations/measure/nearest-worker.ts',
  'spectrum-worker': 'src-main/application/maps/spectrum-worker.ts',
  'measure-worker': 'src-main/application/validations/measure/measure-worker.ts',
}

/**
 * What every page stands on: cut into a file for each of its parts, as pages share them, they came as sixty requests,
 * which took longer than what is in them. ECharts and Aladin are none of it, and stay with the pages that draw with them.
 */
const commonParts = new RegExp(
  [
    'node_modules/(@vue|vue|vue-router|pinia|zod)/',
    'src-preload/',
    'src-renderer/(components|composables|connection|frame|stores)/',
    'src-shared/(text|colour|model|study)/',
    'src-renderer/charts/(Chart(Frame|Menu)|chart-option|draw-in-turn|series|theme|ticks|use-redrawing)',
    'src-renderer/views/configuration/(setting-table|use-presets)',
    'src-renderer/views/runs/charts/(curves|diagnostics|drawn-columns)',
    'src-renderer/views/studies/study-words',
  ].join('|'),
)

// Packages listed as dependencies stay outside the bundle, native ones among them; only our own sources are bundled.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: programs,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but electron: one CommonJS file with everything in it.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'src-preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [vue()],
    // The host lengthens the relative addresses for deeper pages: src-main/serve/page-in-depth.ts.
    base: './',
    build: {
      outDir: 'out/renderer',
      // For the browser host too, not for Electron's Chromium alone.
      target: 'es2022',
      minify: true,
      cssCodeSplit: false,
      rolldownOptions: {
        input: 'src-renderer/index.html',
        output: { codeSplitting: { groups: [{ name: 'common', test: commonParts }] } },
      },
    },
  },
})
