import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { usualSolver } from '../../src-preload/contract/solver.ts'
import { fillWithFlow } from '../../src-main/engine/inpainting/fill-with-flow.ts'
import { train } from '../../src-main/engine/training/train.ts'
import { writeCsv } from '../../src-main/files/csv.ts'
import { makeFolder } from '../../src-main/files/make-folder.ts'
import { readNpy, writeNpy } from '../../src-main/files/npy.ts'
import { covarianceWiener } from '../../src-shared/inpainting/covariance-wiener.ts'
import { observation } from '../../src-shared/inpainting/observation.ts'
import {
  covarianceOfField,
  randomField,
  windowOnTorus,
  type StationaryPrior,
} from '../../src-shared/inpainting/stationary-prior.ts'
import type { TrainingConfig } from '../../src-shared/model/configuration.ts'
import { presets } from '../../src-shared/model/presets.ts'
import { normal, seedRandom } from '../../src-shared/random/index.ts'
import { randomHoles } from '../../src-shared/sky/masks/random-holes.ts'

// The posterior of a flow that was trained to fill holes against the exact one, on Gaussian fields, where that is the
// Wiener filter's: fields of 16 px with the power of dust, P ~ k^-2.6, seen through random holes with noise of 0.1 and 0.3.
//   node tests/proof/gaussian-fills.ts FOLDER [EPOCHS]
// Trains the flow in FOLDER, or resumes its training there: three minutes an epoch on one core.

const [folder, wanted = '20'] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('node tests/proof/gaussian-fills.ts FOLDER [EPOCHS]\n')
  process.exit(2)
}
const size = 16
const pixels = size ** 2
const problems = 24
const samples = 128
const epochs = Number(wanted)
const files = { dataset: join(folder, 'fields'), run: join(folder, 'run'), work: join(folder, 'work') }

const field = dustField()
if (!existsSync(join(files.dataset, 'patches.csv'))) await writeFields(20_000)
const config: TrainingConfig = {
  ...presets.inpainting,
  ...{ size, octaves: 0, encoderFilters: [64, 128], latentDimension: pixels, standardised: false },
  ...{ epochs, decayEpochs: epochs, testEvery: 0 },
}
await train({
  ...{ datasetFolder: files.dataset, runFolder: files.run, config, resume: true },
  onEpoch: ({ epoch, trainLoss, validationLoss }) =>
    void process.stderr.write(`epoch ${epoch}: ${trainLoss.toFixed(4)}, validation ${validationLoss.toFixed(4)}\n`),
})
await makeFolder(files.work)
for (const sigma of [0.1, 0.3]) await compare(sigma)

/** A field on a torus twice as wide, of variance 1. */
function dustField(): StationaryPrior {
  const side = 2 * size
  const power = windowOnTorus((kx, ky) => (kx === 0 && ky === 0 ? 0 : Math.hypot(kx, ky) ** -2.6), side)
  const variance = power.reduce((sum, one) => sum + one) / side ** 2
  return { side, power: power.map((one) => one / variance), mean: 0 }
}

async function writeFields(count: number) {
  const random = seedRandom(1)
  const values = new Float32Array(count * pixels)
  for (let i = 0; i < count; i++) values.set(randomField(field, size, random), i * pixels)
  await writeNpy(join(files.dataset, 'patches.npy'), values, [count, size, size])
  const rows = Array.from({ length: count }, (_, i) => [i, 0, 0, 0, 1, i % 20 === 0 ? 'validation' : 'train'])
  await writeCsv(join(files.dataset, 'patches.csv'), {
    columns: ['index', 'lon', 'lat', 'mean', 'std', 'split'],
    rows,
  })
}

/** Prints how far the flow's mean is from the exact one, in deviations of the exact posterior, and the ratio of variances. */
async function compare(sigma: number) {
  const prior = { mean: new Float64Array(pixels), covariance: covarianceOfField(field, size) }
  const random = seedRandom(2)
  const sums = { away: 0, exact: 0, flow: 0, hole: 0, size: 0 }
  for (let k = 0; k < problems; k++) {
    const mask = randomHoles(size, random)
    const truth = randomField(field, size, random)
    const data = truth.map((value, i) => (mask[i] === 1 ? value + sigma * normal(random) : NaN))
    const observed = observation(mask, size, null)
    const variance = new Float64Array(observed.pixels.length).fill(sigma ** 2)
    const exact = covarianceWiener(prior, { observed, variance, mask })(observed.apply(data))
    const paths = { data: join(files.work, 'data.npy'), mask: join(files.work, 'mask.npy') }
    await writeNpy(paths.data, Float32Array.from(data), [size, size])
    await writeNpy(paths.mask, mask, [size, size])
    await fillWithFlow({
      ...{ runFolder: files.run, checkpoint: 'last', folder: files.work, ...paths, sigma, samples, seed: k },
      ...{ solver: usualSolver, solverSteps: 12 },
    })
    const read = async (name: string) => (await readNpy(join(files.work, name))).data as Float32Array
    const [mean, std] = [await read('mean.npy'), await read('std.npy')]
    mask.forEach((seen, i) => {
      if (seen === 1) return
      sums.away += (mean[i] - exact.mean[i]) ** 2
      sums.size += exact.mean[i] ** 2
      sums.exact += exact.deviation[i] ** 2
      sums.flow += std[i] ** 2
      sums.hole++
    })
  }
  const [ofMean, ofDeviation] = [sums.size, sums.exact].map((sum) => Math.sqrt(sums.away / sum).toFixed(3))
  process.stdout.write(
    `noise ${sigma}, ${sums.hole} pixels in ${problems} holes: the flow's mean is ${ofMean} of the exact mean and ${ofDeviation} of the exact deviation away (rms); its variance is ${(sums.flow / sums.exact).toFixed(3)} of the exact one\n`,
  )
}
