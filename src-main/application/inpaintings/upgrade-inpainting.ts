import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { EstimatorOf } from '../../../src-preload/contract/estimators.ts'
import { maskChoiceSchema } from '../../../src-preload/contract/masks.ts'
import { readNpy } from '../../files/npy.ts'
import { estimateFiles, estimateFolder, writeEstimateRecord } from './estimate-folder.ts'
import { estimateStatistics } from './estimate-statistics.ts'
import {
  inpaintingFiles,
  inpaintingRecordSchema,
  readProblemPictures,
  writeInpaintingRecord,
} from './inpainting-folder.ts'
import { problemStatistics } from './make-problem.ts'
import { makeFolder } from '../../files/make-folder.ts'

/** What formats 1 and 2 kept in inpainting.json besides the patch's origin: one inpainting was one estimate by Eq. 13. */
interface FormerRecord {
  format: string
  cirrus: string
  createdAt: string
  run: string
  epoch: number
  latentDimension: number
  size: number
  width: number
  config: {
    patch: number
    mask: unknown
    operator?: { kind: string; fwhm?: number }
    sigma: number
  } & Omit<EstimatorOf<'map'>, 'kind' | 'width'>
  result: {
    objective: number
    chi2: number
    degreesOfFreedom: number
    iterations: number
    seconds: number
    fit: { inside: number; outside: number }
  }
}

/**
 * Upgrades a folder of format 1 or 2 to a problem with one estimate, `map`. In format 1 the estimate's picture was called
 * a reconstruction. Pictures are moved, then the estimate's record is written and the problem's last, so that an
 * interrupted upgrade is repeated.
 */
export async function upgradeInpainting(folder: string): Promise<void> {
  const text = await readFile(inpaintingFiles(folder).record, 'utf8').catch(() => '')
  if (!/"cirrus-inpainting-[12]"/.test(text)) return
  const former = JSON.parse(text) as FormerRecord
  const { patch, mask, operator, sigma, ...settings } = former.config
  const beam = operator?.fwhm ?? null
  const { fit, seconds, objective, chi2, degreesOfFreedom, iterations } = former.result
  const into = estimateFolder(folder, 'map')
  const moved = estimateFiles(into)
  await makeFolder(into)
  for (const [from, to] of [
    ['reconstruction.npy', moved.fill],
    ['model.npy', moved.fill],
    ['latent.npy', join(into, 'latent.npy')],
    ['objective.csv', moved.history],
  ])
    await rename(join(folder, from), to).catch(() => {})

  const problem = {
    ...{ patch, mask: maskChoiceSchema.parse(mask), beam, pixelWindow: null, noise: { kind: 'white' as const, sigma } },
    ...{ channels: {}, simulated: false, seed: 0 },
  }
  const geometry = { size: former.size, width: former.width, channels: 'I' as const }
  const { original, data, mask: seen } = await readProblemPictures(folder)
  const fill = Float32Array.from((await readNpy(moved.fill)).data)
  await writeEstimateRecord(into, {
    format: 'cirrus-estimate-1',
    cirrus: former.cirrus,
    createdAt: former.createdAt,
    estimator: { ...settings, kind: 'map', width: 'noise' },
    run: former.run,
    result: {
      seconds,
      error: fit,
      model: { epoch: former.epoch, latents: former.latentDimension, residual: null },
      minimum: { objective, chi2, degreesOfFreedom, iterations },
      chains: null,
      samples: 0,
      coverage: null,
      channels: [],
    },
    statistics: estimateStatistics({ fill, samples: null }, { original, data, mask: seen }, { ...geometry, problem }),
  })
  const record = {
    ...former,
    format: 'cirrus-inpainting-3',
    problem,
    statistics: problemStatistics(original, geometry),
  }
  await writeInpaintingRecord(folder, inpaintingRecordSchema.parse(record))
}
