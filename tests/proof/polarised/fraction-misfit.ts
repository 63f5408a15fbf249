import { readNpy } from '../../../src-main/files/npy.ts'
import { channelOf } from '../../../src-shared/sky/channels.ts'
import {
  fractionClasses,
  fractionShares,
  type StokesPlanes,
} from '../../../src-shared/statistics/polarisation-fraction.ts'

/** How far histograms are from those of the sky: the largest relative difference of a class of P/I, and of both I and P/I. */
export interface FractionMisfit {
  fraction: number
  joint: number
}

/** @param sky, made files of I, Q and U, [patches, rows, columns, 3], I > 0 */
export async function fractionMisfit(sky: string, made: string): Promise<FractionMisfit> {
  const [own, other] = [await stokesOf(sky), await stokesOf(made)]
  const classes = fractionClasses(own)
  const [expected, found] = [sharesOf(own), sharesOf(other)]
  const width = classes.fraction.length + 1
  const marginal = (shares: readonly number[]) =>
    Array.from({ length: width }, (_, c) => shares.reduce((sum, share, i) => (i % width === c ? sum + share : sum), 0))
  return { fraction: farthest(marginal(found), marginal(expected)), joint: farthest(found, expected) }

  /** The share of all pixels in each class. */
  function sharesOf(patches: readonly StokesPlanes[]): number[] {
    const all = patches.map((patch) => fractionShares(patch, classes))
    return Array.from(all[0], (_, i) => all.reduce((sum, shares) => sum + shares[i], 0) / all.length)
  }
}

const farthest = (found: readonly number[], expected: readonly number[]) =>
  Math.max(...found.map((share, i) => Math.abs(share / expected[i] - 1)))

async function stokesOf(file: string): Promise<StokesPlanes[]> {
  const { data, shape } = await readNpy(file)
  const values = data as Float32Array
  const each = values.length / shape[0]
  return Array.from({ length: shape[0] }, (_, k) => {
    const [i, q, u] = [0, 1, 2].map((c) =>
      Float64Array.from(channelOf(values.subarray(k * each, (k + 1) * each), 3, c)),
    )
    return { i, q, u, good: null }
  })
}
