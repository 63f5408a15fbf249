import { covarianceWiener } from '../../src-shared/inpainting/covariance-wiener.ts'
import { biharmonic } from '../../src-shared/inpainting/biharmonic.ts'
import { diffusion } from '../../src-shared/inpainting/diffusion.ts'
import { observation } from '../../src-shared/inpainting/observation.ts'
import { covarianceOfField } from '../../src-shared/inpainting/stationary-prior.ts'
import { normal, seedRandom } from '../../src-shared/random/index.ts'
import { figureMask, type FigureMask } from '../../src-shared/sky/masks.ts'
import { standardOfSeen } from '../../src-shared/sky/seen-standard.ts'
import { quantiles } from '../../src-shared/statistics/quantile.ts'
import { readDataset, readPatches } from '../../src-main/application/datasets/dataset-folder.ts'
import { covariancePriorOf, stationaryPriorOf } from '../../src-main/application/datasets/gaussian-prior.ts'

// The median error of fills that need no trained model, in the holes of Fig. 6, over test patches of 64 px of a dataset:
// minutes on two cores. The dataset's prior is kept in its folder.
//   node tests/proof/fills.ts DATASET [PATCHES]
// Data are the patch with noise outside the hole, standardised again by what is seen, so that nothing of the hole is
// known; errors are in the standard deviation of the whole patch.

const [dataset, wanted = '30'] = process.argv.slice(2)
if (!dataset) {
  process.stderr.write('node tests/proof/fills.ts DATASET [PATCHES]\n')
  process.exit(2)
}
const sigma = 0.2
const { record, patches } = await readDataset(dataset)
const { size } = record.recipe
const pixels = size * size
const test = patches.filter(({ split }) => split === 'test').map(({ index }) => index)
const count = Math.min(Number(wanted), test.length)
const chosen = Array.from({ length: count }, (_, k) => test[Math.floor((k * test.length) / count)])
const silent = () => {}
const stationary = await stationaryPriorOf(dataset, silent)
const priors = {
  stationary: {
    mean: new Float64Array(pixels).fill(stationary.mean),
    covariance: covarianceOfField(stationary, size),
  },
  patches: await covariancePriorOf(dataset, silent),
}

/** Errors of each fill, and shares of the hole's pixels within 1 and 1.96 standard deviations. */
const errors = new Map<string, number[]>()
const within = new Map<string, { of68: number; of95: number; of: number }>()

for (const name of ['disc', 'corner', 'block'] satisfies FigureMask[]) {
  const mask = figureMask(name, size)
  const hole = [...mask.keys()].filter((i) => mask[i] === 0)
  const observed = observation(mask, size, null)
  const seen = await Promise.all(chosen.map((index, k) => seenPatch(index, k, mask)))
  // Of all patches together, as the filter is prepared once.
  const variance = seen.reduce((sum, { std }) => sum + (sigma / std) ** 2, 0) / count
  const seeing = { observed, mask, variance: new Float64Array(observed.pixels.length).fill(variance) }
  const filters = Object.entries(priors).map(([of, prior]) => ({ of, fill: covarianceWiener(prior, seeing) }))
  for (const { truth, data, mean, std } of seen) {
    const add = (fill: string, values: Float64Array) => {
      const squares = hole.reduce((sum, i) => sum + (values[i] * std + mean - truth[i]) ** 2, 0)
      for (const key of [fill, `${fill} ${name}`]) {
        if (!errors.has(key)) errors.set(key, [])
        errors.get(key)!.push(Math.sqrt(squares / hole.length))
      }
    }
    add('diffusion', diffusion(data, mask, size))
    add('biharmonic', biharmonic(data, mask, size))
    for (const { of, fill } of filters) {
      const { mean: filled, deviation } = fill(observed.apply(data))
      add(`Wiener ${of}`, filled)
      const share = within.get(of) ?? { of68: 0, of95: 0, of: 0 }
      within.set(of, share)
      for (const i of hole) {
        const away = Math.abs(filled[i] * std + mean - truth[i]) / (deviation[i] * std)
        share.of++
        if (away < 1) share.of68++
        if (away < 1.96) share.of95++
      }
    }
  }
}
const median = (key: string) => quantiles(errors.get(key)!, [0.5])[0].toFixed(3)
for (const fill of ['diffusion', 'biharmonic', 'Wiener stationary', 'Wiener patches']) {
  const each = ['disc', 'corner', 'block'].map((name) => `${name} ${median(`${fill} ${name}`)}`).join(', ')
  process.stdout.write(`${fill.padEnd(18)} ${median(fill)}   ${each}\n`)
}
for (const [of, { of68, of95, of: all }] of within) {
  const [one, two] = [of68 / all, of95 / all].map((share) => share.toFixed(3))
  process.stdout.write(`Wiener ${of}: ${one} of the pixels within 1, ${two} within 1.96 standard deviations\n`)
}

/** A patch with noise, as it is seen around the hole. */
async function seenPatch(index: number, k: number, mask: Uint8Array) {
  const truth = await readPatches(dataset, index, 1)
  const random = seedRandom(1000 + k)
  const noisy = Float64Array.from(truth, (value) => value + sigma * normal(random))
  const [{ mean, std }] = standardOfSeen(noisy, mask, ['I'])!
  return { truth, mean, std, data: noisy.map((value, i) => (mask[i] === 1 ? (value - mean) / std : NaN)) }
}
