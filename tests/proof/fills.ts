import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceOptionsSchema } from '../../src-preload/contract/device-options.ts'
import { estimatorSchema } from '../../src-preload/contract/estimators.ts'
import { covarianceWiener } from '../../src-shared/inpainting/covariance-wiener.ts'
import { biharmonic } from '../../src-shared/inpainting/biharmonic.ts'
import { diffusion } from '../../src-shared/inpainting/diffusion.ts'
import { createHoleMeasures, type HoleMeasures } from '../../src-shared/inpainting/hole-measures.ts'
import { observation } from '../../src-shared/inpainting/observation.ts'
import { covarianceOfField } from '../../src-shared/inpainting/stationary-prior.ts'
import { normal, seedRandom } from '../../src-shared/random/index.ts'
import { figureMask, type FigureMask } from '../../src-shared/sky/masks/figure-masks.ts'
import { standardOfSeen } from '../../src-shared/sky/seen-standard.ts'
import { quantiles } from '../../src-shared/statistics/quantile.ts'
import { readDataset, readPatches } from '../../src-main/application/datasets/dataset-folder.ts'
import { withEngine, type Engine } from '../../src-main/application/host/engine.ts'
import { estimatePatch } from '../../src-main/application/inpaintings/estimators/estimate-patch.ts'
import { removeFolder } from '../../src-main/files/remove-folder.ts'
import { covariancePriorOf, stationaryPriorOf } from '../../src-main/application/datasets/gaussian-prior.ts'

// The fills of the holes of Fig. 6 in test patches of 64 px of a dataset: median errors, intervals, and what samples have
// of gradients, contours (V1) and power in the holes, over the truth. Minutes on two cores; with FLOW, a run of the preset
// inpainting, three seconds more for each hole. The dataset's prior is kept in its folder.
//   node tests/proof/fills.ts DATASET [PATCHES] [FLOW]
// Data are the patch with noise outside the hole, standardised again by what is seen, so that nothing of the hole is
// known; errors are in the standard deviation of the whole patch.

const [dataset, wanted = '30', flow] = process.argv.slice(2)
if (!dataset) {
  process.stderr.write('node tests/proof/fills.ts DATASET [PATCHES] [FLOW]\n')
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

/** Errors of each fill; shares of the hole's pixels within 1 and 1.96 standard deviations; measures of the first samples. */
const errors = new Map<string, number[]>()
const within = new Map<string, { of68: number; of95: number; of: number }>()
const measured = new Map<string, HoleMeasures[]>()
const append = <T>(all: Map<string, T[]>, key: string, one: T) => void all.set(key, [...(all.get(key) ?? []), one])

const work = await mkdtemp(join(tmpdir(), 'cirrus-fills-'))
await withEngine(deviceOptionsSchema.parse({}), async (engine) => {
  for (const name of ['disc', 'corner', 'block'] satisfies FigureMask[]) await fill(engine, name)
})
await removeFolder(work)

async function fill(engine: Engine, name: FigureMask) {
  const mask = figureMask(name, size)
  const hole = [...mask.keys()].filter((i) => mask[i] === 0)
  const observed = observation(mask, size, null)
  const seen = await Promise.all(chosen.map((index, k) => seenPatch(index, k, mask)))
  // Of all patches together, as the filter is prepared once.
  const variance = seen.reduce((sum, { std }) => sum + (sigma / std) ** 2, 0) / count
  const seeing = { observed, mask, variance: new Float64Array(observed.pixels.length).fill(variance) }
  const filters = Object.entries(priors).map(([of, prior]) => ({ of, fill: covarianceWiener(prior, seeing) }))
  const measures = createHoleMeasures(mask, size)
  const random = seedRandom(7)
  for (const [k, { truth, noisy, data, mean, std }] of seen.entries()) {
    const back = (values: ArrayLike<number>) => Float64Array.from(values, (z) => z * std + mean)
    const add = (fill: string, values: ArrayLike<number>) => {
      const squares = hole.reduce((sum, i) => sum + (values[i] - truth[i]) ** 2, 0)
      for (const key of [fill, `${fill} ${name}`]) append(errors, key, Math.sqrt(squares / hole.length))
    }
    const addPosterior = (fill: string, values: Given) => {
      add(fill, values.mean)
      const filled = truth.map((value, i) => (mask[i] === 1 ? value : values.sample[i]))
      append(measured, fill, measures.of(filled))
      for (const key of [fill, `${fill} ${name}`]) {
        const share = within.get(key) ?? { of68: 0, of95: 0, of: 0 }
        within.set(key, share)
        for (const i of hole) {
          const away = Math.abs(values.mean[i] - truth[i]) / values.deviation[i]
          share.of++
          if (away < 1) share.of68++
          if (away < 1.96) share.of95++
        }
      }
    }
    append(measured, 'truth', measures.of(truth))
    add('diffusion', back(diffusion(data, mask, size)))
    add('biharmonic', back(biharmonic(data, mask, size)))
    for (const { of, fill } of filters) {
      const { mean: filled, deviation, sample } = fill(observed.apply(data))
      addPosterior(`Wiener ${of}`, {
        ...{ mean: back(filled), deviation: deviation.map((z) => z * std), sample: back(sample(random)) },
      })
    }
    if (!flow) continue
    const made = await estimatePatch({
      ...{ estimator: estimatorSchema.parse({ kind: 'flow', seed: k }), name: `patch ${k}`, standardisedAlone: true },
      ...{
        data: Float32Array.from(noisy),
        mask,
        size,
        channels: ['I'],
        noises: [{ kind: 'white', sigma }],
        blurs: [null],
        dataset,
        run: flow,
        folder: work,
        engine,
      },
      ...{ progress: () => {}, onPoint: () => {} },
    })
    addPosterior('flow', { mean: made.fill, deviation: made.deviation!, sample: made.samples!.subarray(0, pixels) })
  }
}
interface Given {
  mean: ArrayLike<number>
  deviation: ArrayLike<number>
  sample: ArrayLike<number>
}

const median = (key: string) => quantiles(errors.get(key)!, [0.5])[0].toFixed(3)
for (const fill of errors.keys()) {
  if (/ (disc|corner|block)$/.test(fill)) continue
  const each = ['disc', 'corner', 'block'].map((name) => `${name} ${median(`${fill} ${name}`)}`).join(', ')
  process.stdout.write(`${fill.padEnd(18)} ${median(fill)}   ${each}\n`)
}
for (const [of, { of68, of95, of: all }] of within) {
  const [one, two] = [of68 / all, of95 / all].map((share) => share.toFixed(3))
  process.stdout.write(`${of}: ${one} of the pixels within 1, ${two} within 1.96 standard deviations\n`)
}
const truths = measured.get('truth')!
for (const [of, all] of measured) {
  if (of === 'truth') continue
  const over = (value: (one: HoleMeasures) => number) => {
    const [own, wanted] = [all, truths].map((some) => some.reduce((sum, one) => sum + value(one), 0))
    return own / wanted
  }
  const power = [0, 1, 2].map((band) => over(({ powers }) => powers![band]).toFixed(3)).join(', ')
  const gradient = Math.sqrt(over(({ steps }) => steps)).toFixed(3)
  const contours = over(({ contours }) => contours).toFixed(3)
  const seam = Math.sqrt(over(({ seam }) => seam)).toFixed(3)
  process.stdout.write(
    `a sample of ${of}, over the truth: gradient ${gradient}, V1 ${contours}, power ${power} (l = 135, 270, 540 to 900), seam ${seam}\n`,
  )
}

/** A patch with noise, as it is seen around the hole. */
async function seenPatch(index: number, k: number, mask: Uint8Array) {
  const truth = await readPatches(dataset, index, 1)
  const random = seedRandom(1000 + k)
  const noisy = Float64Array.from(truth, (value) => value + sigma * normal(random))
  const [{ mean, std }] = standardOfSeen(noisy, mask, ['I'])!
  return { truth, noisy, mean, std, data: noisy.map((value, i) => (mask[i] === 1 ? (value - mean) / std : NaN)) }
}
