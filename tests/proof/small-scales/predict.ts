import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceOptionsSchema } from '../../../src-preload/contract/device-options.ts'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { readDataset, readPatches } from '../../../src-main/application/datasets/dataset-folder.ts'
import { covariancePriorOf } from '../../../src-main/application/datasets/gaussian-prior.ts'
import { withEngine } from '../../../src-main/application/host/engine.ts'
import { estimatePatch } from '../../../src-main/application/inpaintings/estimators/estimate-patch.ts'
import { observedData, seenPatch } from '../../../src-main/application/inpaintings/observed-data.ts'
import { removeFolder } from '../../../src-main/files/remove-folder.ts'
import { blurOf } from '../../../src-shared/inpainting/blur.ts'
import { covarianceWiener } from '../../../src-shared/inpainting/covariance-wiener.ts'
import { mostExactSize } from '../../../src-shared/inpainting/data-facts.ts'
import { observation } from '../../../src-shared/inpainting/observation.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'

/** Patches, each [size, size] in the units of the dataset. */
export interface Predicted {
  truth: Float32Array[]
  data: Float32Array[]
  flow: Float32Array[]
  /** None above 64 px, where it is not exact, and its sample of one patch takes a minute. */
  wiener: Float32Array[]
}

export interface Prediction {
  dataset: string
  run: string
  count: number
  /** arcmin */
  beam: number
  sigma: number
}

/**
 * One sample for each of some test patches that are seen whole, through a beam and with noise. The Wiener filter is given the
 * patches in the standard of the whole truth, for which its prior is, and the flow in that of what is seen.
 */
export async function predict({ dataset, run, count, beam, sigma }: Prediction): Promise<Predicted> {
  const { record, patches } = await readDataset(dataset)
  const { size, width } = record.recipe
  const pixels = size ** 2
  const test = patches.filter(({ split }) => split === 'test').map(({ index }) => index)
  const most = Math.min(count, test.length)
  const beams = { beam, pixelWindow: null }
  const blur = blurOf(beams, { size, width })
  const mask = new Uint8Array(pixels).fill(1)
  const observed = observation(mask, size, blur)
  // Where the filter draws: everywhere.
  const drawn = new Uint8Array(pixels)
  const variance = new Float64Array(pixels).fill(sigma ** 2)
  const seeing = { observed, variance, mask: drawn }
  const filter = size <= mostExactSize ? covarianceWiener(await covariancePriorOf(dataset, () => {}), seeing) : null
  const noise = { kind: 'white', sigma } as const
  const random = seedRandom(7)
  const all: Predicted = { truth: [], data: [], flow: [], wiener: [] }
  const folder = await mkdtemp(join(tmpdir(), 'cirrus-small-scales-'))
  await withEngine(deviceOptionsSchema.parse({}), async (engine) => {
    for (let k = 0; k < most; k++) {
      const truth = await readPatches(dataset, test[Math.floor((k * test.length) / most)], 1)
      const data = observedData(seenPatch(truth, beams, { size, width }), mask, noise, random)
      const { samples } = await estimatePatch({
        estimator: estimatorSchema.parse({ kind: 'flow', seed: k, samples: 2 }),
        ...{ name: `patch ${k}`, standardisedAlone: record.recipe.standardisation === 'patch' },
        ...{ data, mask, size, channels: ['I'], noises: [noise], blurs: [blur], dataset, run, folder, engine },
        ...{ progress: () => {}, onPoint: () => {} },
      })
      all.truth.push(truth)
      all.data.push(data)
      all.flow.push(samples!.slice(0, pixels))
      if (filter) all.wiener.push(Float32Array.from(filter(Float64Array.from(data)).sample(random)))
    }
  })
  await removeFolder(folder)
  return all
}
