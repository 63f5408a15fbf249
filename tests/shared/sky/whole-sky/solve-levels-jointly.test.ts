import { beforeAll, describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { coverSky } from '../../../../src-shared/sky/whole-sky/cover-sky.ts'
import { patchNoise } from '../../../../src-shared/sky/whole-sky/patch-noise.ts'
import { solveLevelsJointly, type LevelsSolution } from '../../../../src-shared/sky/whole-sky/solve-levels-jointly.ts'
import { dustCovariance, gaussianLevels } from './gaussian-levels.ts'

const size = 24
const length = size ** 2
const octaves = 1
// A part of the sky, to save time.
const whole = coverSky({ size, width: 14 }, 5.5)
const near = (least: number) => whole.planes.flatMap(({ centre }, p) => (centre[0] > least ? [p] : []))
const only = (some: readonly number[]) => ({
  ...{ ...whole, planes: some.map((p) => whole.planes[p]), centres: some.map((p) => whole.centres[p]) },
})
const some = near(0.73)
const cover = only(some)
const inner = near(0.8).map((p) => some.indexOf(p))
const few = only(near(0.98))
const streams = (...keys: number[]) => seedRandom(keys.reduce((hash, key) => 7919 * hash + key, 3))

let flow: ReturnType<typeof gaussianLevels>
let noise: Float32Array
beforeAll(async () => {
  flow = gaussianLevels(size, octaves, dustCovariance({ longest: 48, beam: 0.6 }))
  noise = await patchNoise(cover, streams)
}, 120_000)

const fewNoise = () => noise.slice(0, few.planes.length * length)
const solved = (change: Partial<LevelsSolution> = {}) =>
  solveLevelsJointly({
    ...{ cover, octaves, wavelets: flow.wavelets, scales: flow.scales, standards: null, noise, steps: 16, batch: 64 },
    ...{ velocity: flow.velocity, onWork: () => {}, ...change },
  })

describe('a sky drawn from coarse to fine', () => {
  // Few steps miss a part of the smallest waves, in the middle as at borders: 24 leave 0.04 to 0.06, 12 leave 0.09 to 0.12.
  it('of a Gaussian field has its differences at all distances, in the middle of patches as at their borders', async () => {
    const sky = await solved()
    for (const lag of [1, 2, 3, 4]) {
      const known = 6 * flow.covariance(0) - 8 * flow.covariance(lag ** 2) + 2 * flow.covariance(4 * lag ** 2)
      // Second differences, which the largest waves do not dominate.
      const measured = (inside: (distance: number) => boolean) => {
        let [sum, count] = [0, 0]
        for (const p of inner)
          for (let i = 0; i < length; i++) {
            const [row, column] = [Math.floor(i / size), i % size]
            if (!inside(Math.max(Math.abs(row - 11.5), Math.abs(column - 11.5)))) continue
            if (column < lag || column >= size - lag || row < lag || row >= size - lag) continue
            const at = p * length + i
            for (const step of [lag, lag * size]) {
              sum += (sky[at - step] - 2 * sky[at] + sky[at + step]) ** 2
              count++
            }
          }
        return sum / count / known
      }
      const [middle, border] = [measured((d) => d < 3), measured((d) => d > 4 && d < 7)]
      expect(Math.abs(middle - 1)).toBeLessThan(0.12)
      expect(Math.abs(border / middle - 1)).toBeLessThan(0.08)
    }
  }, 240_000)

  it('tells its work level by level, and frees the flow of each before the next', async () => {
    const told: number[] = []
    const events: string[] = []
    const velocity = (octave: number) => {
      events.push(`open ${octave}`)
      return { at: (x: Float32Array) => new Float32Array(x.length), free: () => void events.push(`free ${octave}`) }
    }
    await solved({ cover: few, noise: fewNoise(), steps: 2, velocity, onWork: (fraction) => void told.push(fraction) })
    expect(events).toEqual(['open 0', 'free 0', 'open 1', 'free 1'])
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told[0]).toBe(0)
    expect(told.at(-1)).toBeGreaterThan(0.8)
    const stop = (fraction: number) => {
      if (fraction > 0.6) throw new Error('enough')
    }
    await expect(solved({ cover: few, noise: fewNoise(), steps: 2, velocity, onWork: stop })).rejects.toThrow('enough')
    expect(events.slice(4)).toEqual(['open 0', 'free 0', 'open 1', 'free 1'])
  })

  it('gives each octave the picture so far', async () => {
    const seen: number[] = []
    const velocity = (octave: number) => ({
      // The coarsest picture is 2 everywhere, and no details are added.
      at(x: Float32Array, t: number, _: readonly number[], pictures: Float32Array | null) {
        if (octave === 0) expect(pictures).toBeNull()
        else seen.push(...pictures!.slice(0, 12 ** 2))
        return x.map((value) => ((octave === 0 ? 2 : 0) - value) / (1 - t))
      },
      free: () => {},
    })
    const sky = await solved({ cover: few, noise: fewNoise(), steps: 3, velocity })
    expect(seen.every((value) => Math.abs(value - 2) < 1e-4)).toBe(true)
    expect(sky.every((value) => Math.abs(value - 2) < 1e-4)).toBe(true)
  })
})

describe('patches with a mean and a standard deviation each', () => {
  it('agree on values with them', async () => {
    // Every patch would end at 0; their levels differ by where they lie.
    const velocity = () => ({
      at: (x: Float32Array, t: number) => x.map((value) => -value / (1 - t)),
      free: () => {},
    })
    const standards = Float32Array.from(cover.planes.flatMap(({ centre }) => [10 * centre[1], 2]))
    const patches = await solved({ octaves: 0, scales: [], standards, steps: 1, velocity })
    const sky = patches.map((value, i) => {
      const p = Math.floor(i / length)
      return value * standards[2 * p + 1] + standards[2 * p]
    })
    const jumps = inner.map((p) => {
      // In the middle its own level counts most, and halfway to its neighbours theirs do.
      const middle = sky[p * length + 12 * size + 12]
      expect(Math.abs(middle - 10 * cover.planes[p].centre[1])).toBeLessThan(0.3)
      return Math.abs(sky[p * length + 12 * size + 18] - middle)
    })
    expect(Math.min(...jumps)).toBeGreaterThan(0.1)
  })
})
