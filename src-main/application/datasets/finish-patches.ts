import { standardOf, type DatasetRecipe, type Patch, type SplitName } from '../../../src-preload/contract/datasets.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { channelSets } from '../../../src-shared/sky/channels.ts'
import { pixelWidth } from '../../../src-shared/sky/projection/patch-pixels.ts'
import { pooledStandard, restandardise } from '../../../src-shared/sky/restandardise.ts'
import type { Standard } from '../../../src-shared/sky/scale.ts'
import { apodise } from '../../../src-shared/statistics/apodise.ts'
import { readNpyRows } from '../../files/npy.ts'
import { datasetFiles } from './dataset-folder.ts'
import type { KeptPiece } from './kept-patches.ts'

export type Finishing = Pick<DatasetRecipe, 'size' | 'width' | 'channels' | 'apodisation'>

/** A patch with its own standards, before it has a split. */
export type OwnPatch = Omit<Patch, 'split'>

/**
 * Finishes patches in place: expresses them by another standard than their own, and tapers their border.
 * @param to the standard of each channel; null to leave each patch its own
 * @param patches their own standards
 */
export function patchFinisher(recipe: Finishing, to: readonly Standard[] | null, patches: readonly OwnPatch[]) {
  const channels = recipe.channels.length
  const taper = taperOf(recipe)
  const pixels = recipe.size ** 2
  return ({ first, values, good }: KeptPiece): void => {
    for (let k = 0; k * pixels * channels < values.length; k++) {
      const patch = values.subarray(k * pixels * channels, (k + 1) * pixels * channels)
      const own = Array.from({ length: channels }, (_, c) => standardOf(patches[first + k], c))
      if (to) restandardise(patch, own, to, good && good.subarray(k * pixels, (k + 1) * pixels))
      if (taper) for (let i = 0; i < patch.length; i++) patch[i] *= taper[Math.floor(i / channels)]
    }
  }
}

/** The weights of a cosine taper at the border of a patch, [size, size]; null for none. */
function taperOf({ size, width, apodisation }: Finishing): Float64Array | null {
  if (apodisation === 0) return null
  const pixel = pixelWidth({ size, width })
  return apodise(new Uint8Array(size ** 2).fill(1), size, size, { length: apodisation, pixel, taper: 'C2' })
}

/** The standard of values that are not standardised. */
export const plainStandards = (channels: number): Standard[] =>
  Array.from({ length: channels }, () => ({ mean: 0, std: 1 }))

/**
 * The standard of each channel over all pixels of the training patches. Q and U keep their zero and have one standard
 * deviation from it: a model whose training patches are turned mixes them as it mixes Q and U of the sky.
 * @throws CirrusError invalid-params without a training patch
 */
export function trainingStandards(
  { channels }: Pick<Finishing, 'channels'>,
  { patches, good, splits }: { patches: readonly OwnPatch[]; good: readonly number[]; splits: readonly SplitName[] },
): Standard[] {
  const training = patches.flatMap((patch, i) => (splits[i] === 'train' ? [{ patch, pixels: good[i] }] : []))
  if (training.length === 0) {
    const message = 'There is no training patch to take the mean and standard deviation of the dataset from.'
    throw new CirrusError('invalid-params', message, undefined, { field: 'standardisation' })
  }
  const pooled = channelSets[channels].map((_, c) =>
    pooledStandard(training.map(({ patch, pixels }) => ({ ...standardOf(patch, c), pixels }))),
  )
  if (channels === 'I') return pooled
  const squares = pooled.slice(-2).map(({ mean, std }) => mean ** 2 + std ** 2)
  const polarised = { mean: 0, std: Math.sqrt((squares[0] + squares[1]) / 2) }
  return [...pooled.slice(0, -2), polarised, polarised]
}

/** A patch with another standard. */
export const withStandards = <P extends OwnPatch>(patch: P, [first, ...others]: readonly Standard[]): P => ({
  ...patch,
  ...first,
  others: [...others],
})

/** Values of a piece that is read from a file: about 8 MB. */
const PIECE = 2 ** 21

/** Reads the patches of a dataset's folder again, with their masks if it has some. */
export async function* readPieces(
  folder: string,
  count: number,
  { size, channels, masked }: Pick<DatasetRecipe, 'size' | 'channels'> & { masked: boolean },
): AsyncGenerator<KeptPiece> {
  const files = datasetFiles(folder)
  const atOnce = Math.max(1, Math.floor(PIECE / (size ** 2 * channels.length)))
  for (let first = 0; first < count; first += atOnce) {
    const rows = Math.min(atOnce, count - first)
    const { data } = await readNpyRows(files.patches, first, rows)
    const good = masked ? ((await readNpyRows(files.masks, first, rows)).data as Uint8Array) : null
    yield { first, values: data as Float32Array, good }
  }
}
