import { readDataset } from '../../../src-main/application/datasets/dataset-folder.ts'
import { patchSpectrumEstimator } from '../../../src-main/application/inpaintings/patch-statistics.ts'
import { reconstructionFiles } from '../../../src-main/engine/inference/reconstruction-files.ts'
import { readCsv } from '../../../src-main/files/csv.ts'
import { readNpy } from '../../../src-main/files/npy.ts'
import { standardOf } from '../../../src-preload/contract/datasets.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import { levelFiles } from './make-level.ts'
import type { SkyPlan } from './plan.ts'

/** Mean powers of test patches, of Q and U together, in bands. */
export interface Powers {
  ell: number[]
  truth: Float64Array
  noise: Float64Array
  made: Float64Array
  /** Of what was made with the truth, over the root of both powers; 0 where nothing was made. */
  correlation: Float64Array
}

/**
 * Compares reconstructions of test patches, in the unit of the sky, with the truth beneath their noise.
 * @param reconstructions folder that `cirrus reconstruct` wrote
 */
export async function measureLevel(
  level: string,
  dataset: string,
  reconstructions: string,
  { size, width }: SkyPlan,
): Promise<Powers> {
  const files = levelFiles(level)
  const [truth, noisy] = [(await readNpy(files.truth)).data, (await readNpy(files.noisy)).data] as Float32Array[]
  const made = reconstructionFiles(reconstructions)
  const decoded = (await readNpy(made.reconstructions)).data as Float32Array
  const { patches } = await readDataset(dataset)
  const estimator = patchSpectrumEstimator(size, width)
  const zeros = () => new Float64Array(estimator.ell.length)
  const sums = { truth: zeros(), noise: zeros(), made: zeros(), cross: zeros() }
  const add = (to: Float64Array, powers: Float64Array) => powers.forEach((power, band) => (to[band] += power))
  const values = 2 * size ** 2
  ;(await readCsv(made.table)).rows.forEach(([index], i) => {
    const patch = Number(index)
    const of = (stack: Float32Array, at: number) => stack.subarray(at * values, (at + 1) * values)
    for (const channel of [0, 1]) {
      const { mean, std } = standardOf(patches[patch], channel)
      const [sky, data] = [truth, noisy].map((stack) => channelOf(of(stack, patch), 2, channel))
      const picture = channelOf(of(decoded, i), 2, channel).map((z) => z * std + mean)
      const pair = estimator.pair(sky, picture)
      add(sums.truth, pair.first)
      add(sums.made, pair.second)
      add(sums.cross, pair.cross)
      add(sums.noise, estimator.spectrum(data.map((value, k) => value - sky[k])))
    }
  })
  // Decoupled from other bands, a power far below theirs may be negative.
  const correlation = sums.cross.map((power, band) =>
    sums.made[band] > 0 ? power / Math.sqrt(sums.truth[band] * sums.made[band]) : 0,
  )
  return { ell: estimator.ell, ...sums, correlation }
}

/** Where the noise's power exceeds that of the sky, between the middles of bands; infinite if nowhere. */
export function crossing({ ell, truth, noise }: Pick<Powers, 'ell' | 'truth' | 'noise'>): number {
  const excess = (band: number) => Math.log(noise[band] / truth[band])
  const after = ell.findIndex((_, band) => excess(band) > 0)
  if (after < 0) return Infinity
  if (after === 0) return 0
  const share = -excess(after - 1) / (excess(after) - excess(after - 1))
  return ell[after - 1] * (ell[after] / ell[after - 1]) ** share
}
