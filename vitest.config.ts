import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    // TensorFlow allows one context per process and no worker threads (tests/engine), so every test file gets a process.
    pool: 'forks',
    maxWorkers: 2,
  },
})
