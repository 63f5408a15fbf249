import type { Tensor2D } from '@tensorflow/tfjs-node-gpu'
import { describe, expect, it } from 'vitest'
import { couplingWeights, fromNoise, keptBy, toNoise } from '../../../src-main/engine/coupling/coupling.ts'
import { couplingPrior } from '../../../src-main/engine/prior/coupling.ts'
import { initialWeights } from '../../../src-main/engine/model/initial-weights.ts'
import { Graph, type Weights } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { priorConfig } from '../../../src-shared/model/prior-config.ts'

const latents = 5
const config = { ...priorConfig({ side: 1, channels: latents }, 'coupling'), blocks: 6, denseWidth: 16 }

/** Weights of which none is 0, as after a training. */
function trained(): Weights {
  const weights = initialWeights(couplingWeights(config), 1)
  for (const [i, { values }] of Object.values(weights).entries()) {
    const noise = fillNormal(new Float32Array(values.length), randomStream(2, i))
    noise.forEach((value, k) => (values[k] += 0.15 * value))
  }
  return weights
}

const normal = (count: number) => fillNormal(new Float32Array(count * latents), randomStream(3))

describe('a coupling flow', () => {
  it('is its own inverse, both ways, to 1e-5', () => {
    const prior = couplingPrior({ config, weights: trained(), epoch: 1 }, { batch: 8 })
    const noise = normal(8)
    const farthest = (a: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - noise[i])))
    expect(farthest(prior.noiseOf(prior.place(noise)))).toBeLessThan(1e-5)
    expect(farthest(prior.place(prior.noiseOf(noise)))).toBeLessThan(1e-5)
    expect(farthest(prior.place(noise))).toBeGreaterThan(0.1)
    prior.free()
  })

  it('knows the determinant of its Jacobian, here by differences', () => {
    const graph = new Graph(trained())
    const step = graph.add<'x', 'noise' | 'logDeterminant'>(
      'to-noise',
      ({ x }, weights) => toNoise(x as Tensor2D, weights, config),
      { x: [2 * latents, latents] },
    )
    const session = graph.load()
    const point = normal(1)
    // Each latent moved up and down, a row of the batch each.
    const by = 1e-2
    const moved = Float32Array.from({ length: 2 * latents ** 2 }, (_, at) => {
      const [row, i] = [Math.floor(at / latents), at % latents]
      return point[i] + (Math.floor(row / 2) === i ? (row % 2 === 0 ? by : -by) : 0)
    })
    const { noise, logDeterminant } = session.run(step, { x: moved })
    const jacobian = Array.from({ length: latents }, (_, i) =>
      Array.from({ length: latents }, (_, k) => {
        const up = noise[2 * i * latents + k]
        return (up - noise[(2 * i + 1) * latents + k]) / (2 * by)
      }),
    )
    const exact = logDeterminant.reduce((sum, value) => sum + value, 0) / (2 * latents)
    expect(logDeterminantOf(jacobian)).toBeCloseTo(exact, 2)
    expect(Math.abs(exact)).toBeGreaterThan(0.05)
    session.free()
  })

  it('begins as the identity', () => {
    const graph = new Graph(initialWeights(couplingWeights(config), 1))
    const draw = graph.add(
      'draw',
      ({ noise }, weights) => ({ latents: fromNoise(noise as Tensor2D, weights, config) }),
      { noise: [4, latents] },
    )
    const session = graph.load()
    expect(session.run(draw, { noise: normal(4) }).latents).toEqual(normal(4))
    session.free()
  })

  it('keeps each latent in one of two layers, and tells any two apart in some', () => {
    const layers = Array.from({ length: 6 }, (_, layer) => keptBy(layer, 6))
    for (let i = 0; i < 6; i++) {
      expect([0, 2, 4].map((layer) => layers[layer][i] + layers[layer + 1][i])).toEqual([1, 1, 1])
      for (let k = 0; k < i; k++) expect(layers.some((kept) => kept[i] !== kept[k])).toBe(true)
    }
  })
})

/** ln of the absolute determinant, by elimination with pivots. */
function logDeterminantOf(matrix: number[][]): number {
  const rows = matrix.map((row) => [...row])
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows.slice(i).reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + k : best), i)
    ;[rows[i], rows[pivot]] = [rows[pivot], rows[i]]
    sum += Math.log(Math.abs(rows[i][i]))
    for (let k = i + 1; k < rows.length; k++) {
      const share = rows[k][i] / rows[i][i]
      rows[k] = rows[k].map((value, c) => value - share * rows[i][c])
    }
  }
  return sum
}
