import type { SetName } from '../../../../src-shared/validation/results.ts'
import type { PatchMeasures, PatchStatistics } from '../../../../src-shared/statistics/patch-statistics.ts'
import { pairStatistics } from './set-statistics.ts'

/** A set of patches in one unit, each made on demand: float32 [size, size]. */
export interface PatchSet {
  count: number
  patch(index: number): Float32Array
}
export type PatchSets = Partial<Record<SetName, PatchSet>> & Record<'original' | 'reconstruction' | 'linear', PatchSet>

/** Statistics of every patch of every set, and cross spectra of the patches with their counterparts. */
export interface MeasuredSets {
  sets: Partial<Record<SetName, PatchStatistics[]>> &
    Record<'original' | 'reconstruction' | 'linear', PatchStatistics[]>
  cross: Record<'reconstruction' | 'linear', Float64Array[]>
}

/**
 * Measures sets of patches on all processors, two patches at a time, which share a Fourier transform: the patches with
 * their reconstructions, and with their projections on the principal components; then the patches of all other sets.
 * @throws the signal's reason when aborted
 */
export async function measureSets(
  sets: PatchSets,
  measures: PatchMeasures,
  { signal, onPair }: { signal?: AbortSignal; onPair?(done: number, count: number): void } = {},
): Promise<MeasuredSets> {
  const { original, reconstruction, linear } = sets
  const { count } = original
  const single = (['residual', 'train', 'sample'] as const).flatMap((name) => {
    const set = sets[name]
    return set ? Array.from({ length: set.count }, (_, index) => ({ name, set, index })) : []
  })
  // An odd patch is paired with itself.
  const partner = (pair: number) => single[2 * pair + 1] ?? single[2 * pair]
  const pairs = 2 * count + Math.ceil(single.length / 2)
  const pairOf = (pair: number): [Float32Array, Float32Array] => {
    if (pair < count) return [original.patch(pair), reconstruction.patch(pair)]
    if (pair < 2 * count) return [original.patch(pair - count), linear.patch(pair - count)]
    const at = pair - 2 * count
    return [single[2 * at], partner(at)].map(({ set, index }) => set.patch(index)) as [Float32Array, Float32Array]
  }

  const measured: MeasuredSets = {
    sets: { original: [], reconstruction: [], linear: [] },
    cross: { reconstruction: [], linear: [] },
  }
  for (const { name } of single) measured.sets[name] ??= []
  let pair = 0
  for await (const { first, second, cross } of pairStatistics(pairs, pairOf, measures, { signal })) {
    if (pair < 2 * count) {
      const name = pair < count ? 'reconstruction' : 'linear'
      if (pair < count) measured.sets.original.push(first)
      measured.sets[name].push(second)
      measured.cross[name].push(cross)
    } else {
      const at = pair - 2 * count
      measured.sets[single[2 * at].name]!.push(first)
      if (2 * at + 1 < single.length) measured.sets[single[2 * at + 1].name]!.push(second)
    }
    onPair?.(++pair, pairs)
  }
  return measured
}
