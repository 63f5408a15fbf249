import { expect, it } from 'vitest'
import { skySeconds } from '../../../src-main/application/skies/sky-seconds.ts'
import { presets } from '../../../src-shared/model/presets.ts'
import { coverSky } from '../../../src-shared/sky/whole-sky/cover-sky.ts'

const cover = coverSky({ size: 64, width: 8 }, 4)
const config = { ...presets.flow, size: 64, octaves: 0 }
const order = { nside: 1, solverSteps: 24 }

it('of a slow network is a third of the training of as many patches, for each step', () => {
  const seconds = skySeconds({ config, cover }, order, 0.01)
  expect(seconds / ((cover.centres.length * 24) / (3 * 0.01))).toBeCloseTo(1, 2)
})

it('of octaves that were trained on crops counts all of their places', () => {
  const octaves = { ...config, octaves: 1, octaveCrop: 16 }
  // The coarsest picture has 32 px, and the octave as many places, of which a quarter was trained at once.
  const places = (2 * 32 ** 2) / (32 ** 2 + 16 ** 2)
  const [whole, cropped] = [{ ...octaves, octaveCrop: 32 }, octaves].map((config) =>
    skySeconds({ config, cover }, order, 0.01),
  )
  expect(cropped / whole).toBeCloseTo(places, 2)
})

it('of a fast network is that of patches that agree, and of the pixels of the map', () => {
  const [once, twice] = [24, 48].map((solverSteps) => skySeconds({ config, cover }, { ...order, solverSteps }, 1e9))
  expect(twice / once).toBeCloseTo(2, 5)
  expect(skySeconds({ config, cover }, { ...order, nside: 8192 }, 1e9)).toBeGreaterThan(2 * once)
})
