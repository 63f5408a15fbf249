import { expect, it } from 'vitest'
import { standardise } from '../../../src-main/engine/prior/standardise-latents.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'

// 200 patches of 2 places with 3 channels.
const [patches, channels, length] = [200, 3, 6]
const made = () => ({
  means: fillNormal(new Float32Array(patches * length), randomStream(1)).map(
    (n, i) => [3, -1, 0][i % 3] + [2, 0.5, 0][i % 3] * n,
  ),
  logWidths: new Float32Array(patches * length).map((_, i) => Math.log([0.5, 0.1, 0][i % 3])),
})
const chosen = Array.from({ length: patches }, (_, i) => i < 150)

it('makes samples of the chosen posteriors have mean 0 and variance 1 in each channel', () => {
  const posteriors = made()
  standardise(posteriors, channels, chosen)
  for (const c of [0, 1]) {
    const at = Array.from({ length: 150 * 2 }, (_, place) => place * channels + c)
    const mean = at.reduce((sum, i) => sum + posteriors.means[i], 0) / at.length
    const second =
      at.reduce((sum, i) => sum + posteriors.means[i] ** 2 + Math.exp(2 * posteriors.logWidths[i]), 0) / at.length
    expect(mean).toBeCloseTo(0, 5)
    expect(second).toBeCloseTo(1, 5)
  }
})

it('tells what it subtracted and divided by, with which the latents come back', () => {
  const posteriors = made()
  const before = made()
  const { centre, scale } = standardise(posteriors, channels, chosen)
  expect(centre[0]).toBeCloseTo(3, 0)
  expect(scale[1]).toBeCloseTo(Math.hypot(0.5, 0.1), 1)
  posteriors.means.forEach((mean, i) => expect(mean * scale[i % 3] + centre[i % 3]).toBeCloseTo(before.means[i], 4))
  expect(posteriors.logWidths[0] + Math.log(scale[0])).toBeCloseTo(Math.log(0.5), 5)
})

it('leaves a channel that never varies as it is', () => {
  const posteriors = made()
  const { scale } = standardise(posteriors, channels, chosen)
  expect(scale[2]).toBe(1)
  expect(posteriors.means[2]).toBe(0)
})
