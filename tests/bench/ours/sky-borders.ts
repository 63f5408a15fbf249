import { coverSky } from '../../../src-shared/sky/whole-sky/cover-sky.ts'
import { mapOfPatches } from '../../../src-shared/sky/whole-sky/map-of-patches.ts'
import { patchNoise } from '../../../src-shared/sky/whole-sky/patch-noise.ts'
import { solveLevelsJointly } from '../../../src-shared/sky/whole-sky/solve-levels-jointly.ts'
import { DEGREE } from '../../../src-shared/sky/position.ts'
import { randomStream } from '../../../src-main/engine/runtime/random.ts'
import { readMapColumn } from '../../../src-main/sky/fits/map-column.ts'
import { gaussianFlow } from '../../shared/sky/whole-sky/gaussian-flow.ts'
import { dustCovariance, gaussianLevels } from '../../shared/sky/whole-sky/gaussian-levels.ts'
import { acrossBorders, centred, halfSquares, meansOf } from './across-borders.ts'
import { answerLines } from './answer-lines.ts'

interface SkyGeometry {
  size: number
  width: number
  step: number
}
interface SkyWithOctaves extends SkyGeometry {
  nside: number
  octaves: number
  /** Of the Gaussian field: its longest waves, and its beam's sigma, in pixels. */
  longest: number
  beam: number
  steps: number
}
interface GaussianSky extends SkyGeometry {
  nside: number
  /** Of the covariance exp(-r^2 / 2 sigma^2), in pixels. */
  sigma: number
  steps: number
}

await answerLines({
  /** A sky of the exact flow of a Gaussian field, and how its patches' band powers compare with the known ones. */
  async draw({ nside, size, width, step, sigma, steps }: GaussianSky) {
    const start = performance.now()
    const cover = coverSky({ size, width }, step)
    const noise = await patchNoise(cover, (...keys) => randomStream(0, ...keys))
    const velocity = () => ({ at: gaussianFlow(size, sigma), free: () => {} })
    const patches = await solveLevelsJointly({
      cover,
      noise,
      steps,
      ...{ octaves: 0, wavelets: 'haar' as const, scales: [], standards: null, batch: 64, onWork: () => {} },
      velocity,
    })
    const values = await mapOfPatches(cover, patches, nside)
    const seconds = (performance.now() - start) / 1000
    const { estimator } = halfSquares(cover.geometry)
    const { means, errors } = meansOf(cover.planes.map((_, p) => estimator.spectrum(middleOf(patches, p, size))))
    const s = (sigma * width * DEGREE) / (size - 1)
    const known = estimator.expected((ell) => 2 * Math.PI * s ** 2 * Math.exp(-((ell * s) ** 2) / 2))
    const powers = estimator.ell.map((ell, i) => ({ ell, ratio: means[i] / known[i], error: errors[i] / known[i] }))
    return { seconds, powers, ...acrossBorders({ nside, values }, cover, step, true) }
  },

  /** A sky of the exact flows from coarse to fine of a Gaussian field with the power of dust. */
  async octaves({ nside, size, width, step, octaves, longest, beam, steps }: SkyWithOctaves) {
    const start = performance.now()
    const cover = coverSky({ size, width }, step)
    const noise = await patchNoise(cover, (...keys) => randomStream(0, ...keys))
    const { wavelets, scales, velocity } = gaussianLevels(size, octaves, dustCovariance({ longest, beam }))
    const run = {
      cover,
      noise,
      octaves,
      wavelets,
      scales,
      velocity,
      steps,
      standards: null,
      batch: 64,
      onWork: () => {},
    }
    const values = await mapOfPatches(cover, await solveLevelsJointly(run), nside)
    const seconds = (performance.now() - start) / 1000
    return { seconds, ...acrossBorders({ nside, values }, cover, step, true) }
  },

  /** A sky that `cirrus sky` wrote, in RING order: standardised, or with the levels of a map. */
  async read({ path, size, width, step }: SkyGeometry & { path: string }) {
    const { column, ...read } = await readMapColumn(path)
    const values = Float32Array.from(read.values)
    const alike = column.name === 'STANDARDISED'
    const map = { nside: Math.sqrt(values.length / 12), values }
    return acrossBorders(map, coverSky({ size, width }, step), step, alike)
  },
})

/** The square in the middle of a patch, half as wide. */
function middleOf(patches: Float32Array, p: number, size: number): Float64Array {
  const half = size / 2
  const first = p * size ** 2 + (size / 4) * (size + 1)
  return centred(
    Float64Array.from({ length: half ** 2 }, (_, i) => patches[first + Math.floor(i / half) * size + (i % half)]),
  )
}
