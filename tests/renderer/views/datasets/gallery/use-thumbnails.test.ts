import { effectScope } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { useThumbnails } from '../../../../../src-renderer/views/datasets/gallery/use-thumbnails.ts'
import { datasets, patches } from '../../../fake/records.ts'
import { until } from '../../../window.ts'

afterEach(() => vi.unstubAllGlobals())

it('one scale of values that were not standardised is that of the pictures in sight', async () => {
  setActivePinia(createPinia())
  const ramp = Float32Array.from({ length: 64 * 64 }, (_, i) => i * 1e-6)
  vi.stubGlobal('fetch', async () => new Response(ramp.buffer))
  const [first] = datasets
  const dataset = { ...first, recipe: { ...first.recipe, standardisation: 'none' as const } }
  const sight = patches.slice(0, 1)
  const scope = effectScope()
  const thumbnails = scope.run(() =>
    useThumbnails(() => ({ dataset, patches, sight, unit: 'standard', channel: 0, shared: true })),
  )!
  await until(() => typeof thumbnails.value[0].picture !== 'string')
  const [low, high] = thumbnails.value[0].colours.range
  expect(low).toBeGreaterThanOrEqual(0)
  expect(high).toBeLessThan(5e-3)
  expect(high).toBeGreaterThan(3.9e-3)
  scope.stop()
})
