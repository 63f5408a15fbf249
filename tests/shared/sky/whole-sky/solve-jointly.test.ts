import { describe, expect, it } from 'vitest'
import { seedRandom } from '../../../../src-shared/random/index.ts'
import { coverSky, type SkyCover } from '../../../../src-shared/sky/whole-sky/cover-sky.ts'
import { patchNoise } from '../../../../src-shared/sky/whole-sky/patch-noise.ts'
import { levelAgreement } from '../../../../src-shared/sky/whole-sky/level-agreement.ts'
import { solveJointly, type JointSolution } from '../../../../src-shared/sky/whole-sky/solve-jointly.ts'
import { gaussianFlow } from './gaussian-flow.ts'

const size = 24
const length = size ** 2
// A quarter of the sky, to save time; at its border patches lack neighbours, but not its pixels a value.
const whole = coverSky({ size, width: 16 }, 6.3)
const cover = { ...whole, planes: whole.planes.filter(({ centre }) => centre[0] > 0.5) }
const count = cover.planes.length

/** Of patches that are drawn in one level. */
const alone = (some: SkyCover) =>
  levelAgreement({
    ...{ cover: some, octaves: 0, wavelets: 'haar', octave: 0 },
    ...{ coarser: null, scales: [], standards: null },
  })
const solved = (velocity: JointSolution['velocity'], steps: number, noise: Float32Array, batch = 64) =>
  solveJointly({ noise, values: length, steps, batch, velocity, agreement: alone(cover), onWork: () => {} })

describe('a flow that is solved for the whole sky', () => {
  const ones = new Float32Array(count * length).fill(1)

  it('whose paths all end at one value is there after one step', async () => {
    const end = await solved((x, t) => x.map((value) => (2.5 - value) / (1 - t)), 1, ones)
    expect(end.every((value) => Math.abs(value - 2.5) < 1e-5)).toBe(true)
  })

  it('is solved at the second order of the step', async () => {
    // dx/dt = x grows by e from 0 to 1, of all pixels alike.
    const few = { ...cover, planes: [cover.planes[0]] }
    const error = async (steps: number) => {
      const options = { noise: ones.slice(0, length), values: length, steps, batch: 1, onWork: () => {} }
      const end = await solveJointly({ agreement: alone(few), ...options, velocity: (x) => x.slice() })
      return end[12 * size + 12] - Math.E
    }
    expect((await error(32)) / (await error(64))).toBeGreaterThan(3)
    expect((await error(32)) / (await error(64))).toBeLessThan(5)
  })

  it('asks for every patch once in each step, in batches, and may be stopped', async () => {
    const asked: number[] = []
    const velocity: JointSolution['velocity'] = (x, _, patches) => {
      asked.push(...patches)
      return new Float32Array(x.length)
    }
    await solved(velocity, 2, ones, 100)
    expect(asked).toEqual([0, 1].flatMap(() => Array.from({ length: count }, (_, p) => p)))
    const onWork = (done: number) => {
      if (done > 3) throw new Error('enough')
    }
    const options = { noise: ones, values: length, steps: 2, batch: 64, agreement: alone(cover) }
    await expect(solveJointly({ ...options, velocity, onWork })).rejects.toThrow('enough')
  })
})

it('of a Gaussian field gives its variance and its slopes, as well in the middle of patches as at their borders', async () => {
  const sigma = 1.5
  const streams = (...keys: number[]) => seedRandom(keys.reduce((hash, key) => 7919 * hash + key, 3))
  const sky = await solved(gaussianFlow(size, sigma), 24, await patchNoise(cover, streams))
  const measure = (inside: (row: number, column: number) => boolean) => {
    let [pixels, squares, slopes] = [0, 0, 0]
    for (let i = 0; i < sky.length; i++) {
      const [row, column] = [Math.floor((i % length) / size), i % size]
      if (column === size - 1 || !inside(row, column)) continue
      pixels++
      squares += sky[i] ** 2
      slopes += (sky[i + 1] - sky[i]) ** 2
    }
    return { variance: squares / pixels, slope: slopes / pixels / (2 - 2 * Math.exp(-1 / (2 * sigma ** 2))) }
  }
  const middle = measure((row, column) => Math.max(Math.abs(row - 11.5), Math.abs(column - 11)) < 4)
  const border = measure((row, column) => Math.max(Math.abs(row - 11.5), Math.abs(column - 11)) > 6)
  for (const value of [middle.variance, middle.slope, border.variance, border.slope])
    expect(Math.abs(value - 1)).toBeLessThan(0.1)
  expect(Math.abs(border.variance - middle.variance)).toBeLessThan(0.08)
  expect(Math.abs(border.slope - middle.slope)).toBeLessThan(0.08)
}, 120_000)
