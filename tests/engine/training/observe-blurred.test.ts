import { describe, expect, it } from 'vitest'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { observe, type ObservedShape } from '../../../src-main/engine/training/observe-batch.ts'
import { seenPatch } from '../../../src-main/application/inpaintings/observed-data.ts'
import { trainedBeams } from '../../../src-shared/model/trained-beams.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { moments } from '../../../src-shared/statistics/moments.ts'

const size = 16
const { least, most } = trainedBeams(size)

/** A patch as a flow that takes beams is given it, and what is beside its data. */
function observed(seed: number, { channels, standardised }: Pick<ObservedShape, 'channels' | 'standardised'>) {
  const width = channels.length
  const patch = fillNormal(new Float32Array(width * size ** 2), randomStream(9, seed))
  const target = new Float32Array(4 * width * size ** 2)
  observe(patch, { size, channels, standardised, observation: 'blurred' }, randomStream(seed), target)
  const plane = (k: number) => channelOf(target, 4 * width, k)
  return channels.map((_, c) => {
    const [data, mask, noise, told] = [0, 1, 2, 3].map((kind) => plane(kind * width + c))
    return {
      patch: channelOf(patch, width, c),
      data,
      mask,
      sigma: Math.max(...noise),
      fwhm: most * Math.max(...told),
      told,
    }
  })
}

/** (data - A x) / sigma where data are, with the A of an inpainting with this beam. */
function residual({ patch, data, mask, sigma, fwhm }: ReturnType<typeof observed>[number]): Float32Array {
  // Pixels of one arcmin, so that arcmin are pixels.
  const beam = fwhm === 0 ? null : fwhm
  const seen = seenPatch(patch, { beam, pixelWindow: null }, { size, width: (size - 1) / 60 })
  return Float32Array.from(data, (value, i) => (value - seen[i]) / sigma).filter((_, i) => mask[i] === 1)
}

describe('observing a patch through a beam', () => {
  it.each([false, true])('is A x + n with the operator of an inpainting (standardised: %s)', (standardised) => {
    let beams = 0
    for (let seed = 0; seed < 60; seed++) {
      const [one] = observed(seed, { channels: ['I'], standardised })
      if (one.fwhm > 0) beams++
      const left = residual(one)
      if (left.length < 30) continue
      const { mean, variance } = moments(left)
      // White noise of variance 1 is left: 5 standard errors, of 60 patches.
      expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(left.length))
      expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / left.length))
    }
    expect(beams).toBeGreaterThan(30)
    expect(beams).toBeLessThan(56)
  })

  it('differs between two beams by the operators alone: the noise is that of the seed', () => {
    // Of a patch of zeros only the noise is seen, whatever the beam.
    for (let seed = 0; seed < 20; seed++) {
      const targets = [0, 1].map((factor) => {
        const patch = fillNormal(new Float32Array(size ** 2), randomStream(9, seed)).map((value) => factor * value)
        const target = new Float32Array(4 * size ** 2)
        const shape = { size, channels: ['I'], standardised: false, observation: 'blurred' } as const
        observe(patch, shape, randomStream(seed), target)
        return { patch, plane: (k: number) => channelOf(target, 4, k) }
      })
      const [noise, both] = targets
      const fwhm = most * Math.max(...both.plane(3))
      const seen = seenPatch(
        both.patch,
        { beam: fwhm === 0 ? null : fwhm, pixelWindow: null },
        { size, width: (size - 1) / 60 },
      )
      const [mask, alone, data] = [both.plane(1), noise.plane(0), both.plane(0)]
      data.forEach((value, i) => expect(value - alone[i]).toBeCloseTo(mask[i] * seen[i], 5))
    }
  })

  it('has beams of all widths of the range, none in a quarter, no hole in half, and says the width where data are', () => {
    const all = Array.from({ length: 200 }, (_, seed) => observed(seed, { channels: ['I'], standardised: false })[0])
    const share = (is: (one: (typeof all)[number]) => boolean) => all.filter(is).length / all.length
    const widths = all.map(({ fwhm }) => fwhm).filter((fwhm) => fwhm > 0)
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(least - 1e-6)
    expect(Math.max(...widths)).toBeLessThanOrEqual(most + 1e-6)
    const middle = Math.sqrt(least * most)
    expect(Math.abs(widths.filter((fwhm) => fwhm < middle).length / widths.length - 0.5)).toBeLessThan(0.15)
    expect(Math.abs(share(({ fwhm }) => fwhm === 0) - 0.25)).toBeLessThan(0.15)
    expect(Math.abs(share(({ mask }) => !mask.includes(0)) - 0.5)).toBeLessThan(0.15)
    for (const { told, mask } of all) {
      const width = Math.max(...told)
      expect(told).toEqual(mask.map((seen) => seen * width))
    }
  })

  it('has one beam for Q and U unless each channel is seen by itself', () => {
    const kinds = new Map<string, number>()
    for (let seed = 0; seed < 120; seed++) {
      const [i, q, u] = observed(seed, { channels: ['I', 'Q', 'U'], standardised: true })
      for (const one of [i, q, u]) {
        const left = residual(one)
        if (left.length > 30) expect(Math.abs(moments(left).variance - 1)).toBeLessThan(6 * Math.sqrt(2 / left.length))
      }
      if (![i, q, u].every(({ mask }) => mask.includes(1))) continue
      const kind = q.fwhm !== u.fwhm ? 'each' : i.fwhm !== q.fwhm ? 'polarisation' : 'all'
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    expect([...kinds.keys()].sort()).toEqual(['all', 'each', 'polarisation'])
    expect(kinds.get('all')).toBeGreaterThan(kinds.get('each')!)
  })
})
