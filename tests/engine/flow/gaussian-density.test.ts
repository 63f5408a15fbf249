import { expect, it } from 'vitest'
import { addDensity, logDensity } from '../../../src-main/engine/flow/log-density.ts'
import { probesOf } from '../../../src-main/engine/flow/probes.ts'
import { Graph } from '../../../src-main/engine/runtime/graph.ts'
import { fillNormal, randomStream } from '../../../src-main/engine/runtime/random.ts'
import { exactDensity, fieldOf, gaussianVelocity, powerLaw, side } from './gaussian-field.ts'

const pixels = side ** 2

// As many probes as pixels are exact. Each has a row of the batch, so that all are computed in one call for each step.
const batch = pixels

it.each([
  ['shallow', 2, 'heun', 64],
  ['shallow', 2, 'midpoint', 48],
  ['shallow', 2, 'two-step', 48],
  // The last wave has 1/2400 of the first one's power.
  ['steep', 4.5, 'midpoint', 48],
  ['steep', 4.5, 'two-step', 48],
] as const)('a Gaussian field of a %s spectrum has its density, to 1e-3 nats a pixel', (_, slope, solver, steps) => {
  const power = powerLaw(slope)
  const field = fieldOf(fillNormal(new Float32Array(pixels), randomStream(3)), power)
  const graph = new Graph()
  const density = addDensity(graph, gaussianVelocity(power), { shape: [batch, side, side, 1] })
  const session = graph.load()
  const probes = probesOf(randomStream(4), [side, side, 1], pixels)
  const joined = Float32Array.from(probes.flatMap((probe) => [...probe]))
  const rows = Float32Array.from({ length: batch * pixels }, (_, i) => field[i % pixels])
  const densities = logDensity(session, density, rows, { solver, steps, probes: [joined] })
  session.free()
  const mean = densities.reduce((sum, density) => sum + density, 0) / batch
  expect(Math.abs(mean - exactDensity(field, power)) / pixels).toBeLessThan(1e-3)
})
