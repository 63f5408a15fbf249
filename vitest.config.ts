import { globSync, readFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import { ProcessesFirst } from './tests/processes-first.ts'

// Engines of hosts lower their priority to this: tests above it would keep them from the work that they wait for.
setPriority(Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL))

// Engines, hosts and commands run from the sources, each in a process that would translate and compile all of them anew.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled')

const textOf = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
const tests = globSync('tests/**/*.ts', { cwd: import.meta.dirname })
const replacesModule = (file: string) => /^\s*vi\.mock\(/m.test(textOf(file))
/** Stages that replace a module for the test files that import them, as imports name them. */
const stages = tests
  .filter((file) => !file.endsWith('.test.ts') && replacesModule(file))
  .map((file) => `/${basename(file)}'`)
/**
 * Test files that replace a module: they need a process of their own. Later files would get the replacement, and they
 * themselves the module that an earlier file has loaded.
 */
const alone = tests.filter(
  (file) => file.endsWith('.test.ts') && (replacesModule(file) || stages.some((stage) => textOf(file).includes(stage))),
)
// More workers than a runner's two cores: many tests wait for processes.
const unit = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 4,
  // Engines run side by side, and those of tests are small: more threads only wait for each other.
  env: { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
}
/** Files one after the other in the same process: loading TensorFlow and the sources anew takes longer than most tests. */
const shared = { isolate: false, setupFiles: ['tests/clean-process.ts'] }

export default defineConfig({
  plugins: [vue()],
  test: {
    // TensorFlow can't run in worker threads.
    pool: 'forks',
    sequence: { sequencer: ProcessesFirst },
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          ...shared,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/renderer/**', ...alone],
        },
      },
      {
        extends: true,
        test: {
          ...unit,
          ...shared,
          name: 'window',
          include: ['tests/renderer/**/*.test.ts'],
          exclude: alone,
          setupFiles: [...shared.setupFiles, 'tests/renderer/clean-window.ts'],
          environment: './tests/renderer/shared-window.ts',
        },
      },
      { extends: true, test: { ...unit, name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A busy machine takes seconds over a frame, and a change of colour needs several.
          expect: { poll: { timeout: 30_000 } },
          // Each drives a whole Cirrus with its engine, and waits for it and the page in turn: a third would starve them.
          maxWorkers: 2,
        },
      },
    ],
  },
})
