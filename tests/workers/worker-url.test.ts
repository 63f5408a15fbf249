import { expect, test } from 'vitest'
import { workerUrl } from '../../src-main/workers/worker-url.ts'

test('from source, a worker is beside the module that starts it', () => {
  expect(workerUrl('cut-worker', 'file:///a/sky/patches/cut-patches.ts').href).toBe(
    'file:///a/sky/patches/cut-worker.ts',
  )
})

test('in a bundle, it is at the top, whatever chunk the module is in', () => {
  expect(workerUrl('cut-worker', 'file:///a/out/main/index.js').href).toBe('file:///a/out/main/cut-worker.js')
  expect(workerUrl('cut-worker', 'file:///a/out/main/chunks/maps-1.js').href).toBe('file:///a/out/main/cut-worker.js')
})
