import type { MaskChoice } from '../../../src-preload/contract/masks.ts'
import { maskTitle } from '../../../src-preload/contract/mask-words.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { seedRandom } from '../../../src-shared/random/index.ts'
import { figureMask } from '../../../src-shared/sky/masks/figure-masks.ts'
import { holesOfShare } from '../../../src-shared/sky/masks/holes-of-share.ts'
import { maskOfField } from '../../../src-shared/sky/masks/mask-field.ts'
import { randomHoles } from '../../../src-shared/sky/masks/random-holes.ts'
import { positionOf } from '../../../src-shared/sky/position.ts'
import { maskSources } from '../../../src-shared/sky/sources/mask-sources.ts'
import { readSavedMask } from './library.ts'
import { maskOfPicture } from './mask-picture.ts'
import { readSources } from './read-sources.ts'
import { usualShelf, type MaskShelf } from './shelf.ts'

/** The patch that a mask is for: pixels on a side, width in degrees, and its place if it is known. */
export interface MaskedPatch {
  size: number
  width: number
  lon: number | null
  lat: number | null
  rotation?: number | null
}

/**
 * The mask that a choice gives a patch.
 * @returns uint8 [size, size], 1 = observed, 0 = hole
 * @throws CirrusError refused for a mask that does not fit the patch, has other values, no hole, or nothing observed;
 * not-found for a name that the library does not have; FitsError, FileFormatError or the system's error for a file that
 * can't be read
 */
export async function readMask(choice: MaskChoice, patch: MaskedPatch, shelf = usualShelf()): Promise<Uint8Array> {
  const mask = await maskOf(choice, patch, shelf)
  if (choice.kind === 'all') return mask
  const { name, words } = maskSubject(choice)
  if (!mask.includes(0))
    throw refused(
      name,
      '',
      `${words} has no hole in this patch: every pixel is 1. Where that is meant, choose the mask "all"`,
    )
  if (!mask.includes(1)) throw refused(name, '', `${words} leaves no pixel of this patch observed: every pixel is 0`)
  return mask
}

async function maskOf(choice: MaskChoice, patch: MaskedPatch, { library, column }: MaskShelf): Promise<Uint8Array> {
  const { size } = patch
  switch (choice.kind) {
    case 'file':
      return maskOfPicture(choice.path, size)
    case 'saved':
      return readSavedMask(library, choice.name, size)
    case 'random': {
      const random = seedRandom(choice.seed)
      return choice.share === null ? randomHoles(size, random) : holesOfShare(size, choice.share, random)
    }
    case 'sources': {
      const sources = await readSources(choice.path, choice.radius === null ? null : choice.radius / 60)
      return maskSources(sources, placed(choice.path, patch))
    }
    case 'map': {
      const { map } = await column(choice.path, choice.column ?? undefined)
      return maskOfField(map, choice.threshold, placed(choice.path, patch))
    }
    case 'all':
      return new Uint8Array(size ** 2).fill(1)
    default:
      return figureMask(choice.kind, size)
  }
}

/** A patch with its place. @throws CirrusError refused if that is not known */
function placed(path: string, { size, width, ...patch }: MaskedPatch) {
  const place = positionOf(patch)
  if (place) return { ...place, size, width }
  throw refused(path, '', 'where the patch lies on the sky is not known, so positions can’t be masked; use a picture')
}

/** What an error names: the file of a choice, or the choice itself. */
const maskSubject = (choice: MaskChoice) =>
  'path' in choice ? { name: choice.path, words: 'the mask' } : { name: maskTitle(choice), words: 'this mask' }
