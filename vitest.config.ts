import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import { ProcessesFirst } from './tests/processes-first.ts'

// Engines, hosts and commands run from the sources, each in a process that would translate and compile all of them anew.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled')

/** Rooms of the tests that need neither window, nor TensorFlow, nor processes. */
const pure = ['bench', 'catalog', 'contract', 'figures', 'files', 'rpc', 'shared', 'sky', 'workers']
/**
 * Tests of the window that can share it. Those that replace a module need a process of their own, as the next file would
 * get the replacement.
 */
const sharing = globSync('tests/renderer/**/*.test.ts', { cwd: import.meta.dirname }).filter(
  (file) => !readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('),
)
// More workers than a runner's two cores: many tests wait for processes.
const unit = { testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 4 }

export default defineConfig({
  plugins: [vue()],
  test: {
    // TensorFlow allows one context per process and no worker threads (tests/engine), so every test file gets a process.
    pool: 'forks',
    sequence: { sequencer: ProcessesFirst },
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'pure',
          include: pure.map((room) => `tests/${room}/**/*.test.ts`),
          // No file changes anything that another one sees, so many share a process, which is half the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'window',
          include: sharing,
          setupFiles: 'tests/renderer/clean-window.ts',
          environment: './tests/renderer/shared-window.ts',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...sharing, ...pure.map((room) => `tests/${room}/**`)],
          // Engines run side by side, and those of tests are small: more threads only wait for each other.
          env: { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A busy machine takes seconds over a frame, and a change of colour needs several.
          expect: { poll: { timeout: 30_000 } },
          // Each drives a whole Cirrus with its engine: side by side they would starve each other.
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
})
