import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { standardOf, type DatasetRecipe, type Patch } from '../../../src-preload/contract/datasets.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSets, patchShape, type Channel } from '../../../src-shared/sky/channels.ts'
import type { SkyField } from '../../../src-shared/sky/field.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { writeNpyRows } from '../../files/npy.ts'
import { patchFiller } from '../../sky/patches/cut-patch.ts'
import { datasetFiles, readPatches } from './dataset-folder.ts'
import { placeInPatch, scaleNoise } from './scale-noise.ts'
import { datasetMasks } from './stack-masks.ts'

/** A cut dataset whose patches, and masks, are written. */
export interface CutNoise {
  folder: string
  recipe: DatasetRecipe
  patches: readonly Patch[]
  /** Standard deviations of each channel. */
  noise: readonly SkyField[]
  /** Of the patches alone. */
  fingerprint: string
  signal?: AbortSignal
  onProgress(fraction: number, note: string): void
}

/** Patches between which the event loop runs. */
const atOnce = 16

/**
 * Writes the noise maps of patches that were cut from a map: at the centres of their pixels, interpolated as the map itself, in
 * the unit of the standardised patches. Q and U have the root of their mean variance, which no turn of the axes changes.
 * @returns the fingerprint of patches and noise
 * @throws CirrusError refused for a good value whose standard deviation is not above 0 and finite
 */
export async function writeNoise(order: CutNoise): Promise<string> {
  const { folder, recipe, fingerprint, signal } = order
  const hash = createHash('sha256').update(fingerprint)
  async function* pieces() {
    for await (const piece of noisePieces(order)) {
      signal?.throwIfAborted()
      hash.update(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
      yield piece
    }
  }
  await writeNpyRows(datasetFiles(folder).noise, 'float32', patchShape(recipe.size, recipe.channels.length), pieces())
  return hash.digest('hex')
}

async function* noisePieces({ folder, recipe, patches, noise, onProgress }: CutNoise): AsyncGenerator<Float32Array> {
  const channels = channelSets[recipe.channels]
  const pixels = recipe.size ** 2
  const values = pixels * channels.length
  const fill = noise.map((field) => patchFiller(field))
  const parts = noise.map(() => new Float64Array(pixels))
  for (let first = 0; first < patches.length; first += atOnce) {
    await setImmediate()
    onProgress(first / patches.length, 'cutting the noise')
    const count = Math.min(atOnce, patches.length - first)
    const piece = await readPatches(folder, first, count)
    const good = await datasetMasks(folder, first, count)
    for (let k = 0; k < count; k++) {
      const patch = patches[first + k]
      noise.forEach(({ frame }, c) => {
        const plane = tangentPlane(patch.lon!, patch.lat!, frame, patch.rotation)
        fill[c](plane, recipe, parts[c])
      })
      shareVariance(parts, channels)
      const standards = channels.map((_, c) => standardOf(patch, c))
      const own = good && good.subarray(k * pixels, (k + 1) * pixels)
      const deviations = (i: number) => parts[i % channels.length][Math.floor(i / channels.length)]
      const out = piece.subarray(k * values, (k + 1) * values)
      scaleNoise(out, own, { channels, standards, scaling: recipe }, deviations, (i, why) => {
        const centre = `the patch at l = ${patch.lon!.toFixed(2)}, b = ${patch.lat!.toFixed(2)} deg`
        return refused(recipe.noise!, `${centre}, ${placeInPatch(i, recipe.size, channels)}`, why, 'noise')
      })
    }
    yield piece
  }
}

/** Gives Q and U the root of their mean variance, in place. */
function shareVariance(parts: readonly Float64Array[], channels: readonly Channel[]): void {
  const [q, u] = parts.filter((_, c) => channels[c] !== 'I')
  if (!u) return
  q.forEach((deviation, i) => (q[i] = u[i] = Math.sqrt((deviation ** 2 + u[i] ** 2) / 2)))
}
