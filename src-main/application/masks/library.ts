import { existsSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SavedMask } from '../../../src-preload/contract/masks.ts'
import { CirrusError, refused } from '../../../src-preload/rpc/errors.ts'
import { holeShare } from '../../../src-shared/sky/masks/hole-share.ts'
import { maskNameFault } from '../../../src-shared/sky/masks/mask-name.ts'
import { scaleMask } from '../../../src-shared/sky/masks/scale-mask.ts'
import { found } from '../host/found.ts'
import { readNpyHeader, writeNpy } from '../../files/npy.ts'
import { maskOfPicture } from './mask-picture.ts'

/**
 * The library of masks is a folder: NAME.npy is the mask NAME, uint8 [size, size], 1 = observed, 0 = hole. Files that are
 * put there by hand belong to it.
 */
const ending = '.npy'
export const savedMaskFile = (library: string, name: string) => join(library, name + ending)

/** The masks of the library, by name; files that are no masks are left out. */
export async function listMasks(library: string): Promise<SavedMask[]> {
  const files = await readdir(library).catch(() => [] as string[])
  const names = files.flatMap((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : []))
  const masks = await Promise.all(
    names.filter((name) => maskNameFault(name) === null).map((name) => describeMask(library, name).catch(() => null)),
  )
  return masks.filter((mask) => mask !== null).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

async function describeMask(library: string, name: string): Promise<SavedMask> {
  const path = savedMaskFile(library, name)
  const [{ mtime }, { shape }] = await Promise.all([stat(path), readNpyHeader(path)])
  const size = shape[0]
  return { name, size, share: holeShare(await maskOfPicture(path, size)), savedAt: mtime.toISOString() }
}

/**
 * A mask of the library for a patch of any size, scaled to it as those of Fig. 6 are.
 * @param size pixels on the side of the patch
 * @throws CirrusError not-found for a name that the library does not have, refused for a file that is no mask
 */
export async function readSavedMask(library: string, name: string, size: number): Promise<Uint8Array> {
  requireMask(library, name)
  const path = savedMaskFile(library, name)
  const own = (await readNpyHeader(path)).shape[0]
  return scaleMask(await maskOfPicture(path, own), own, size)
}

/**
 * Saves a mask [size, size].
 * @throws CirrusError conflict for a name that is taken, unless its mask is to be replaced; refused for a mask without a
 * hole, or without an observed pixel
 */
export async function saveMask(
  library: string,
  { name, size, mask, replace = false }: { name: string; size: number; mask: Uint8Array; replace?: boolean },
): Promise<SavedMask> {
  if (!replace) requireFree(library, name)
  if (!mask.includes(0)) throw refused(name, '', 'the mask has no hole', 'mask')
  if (!mask.includes(1)) throw refused(name, '', 'the mask leaves no pixel observed', 'mask')
  await writeNpy(savedMaskFile(library, name), mask, [size, size])
  return describeMask(library, name)
}

/** @throws CirrusError not-found, or conflict for a name that is taken */
export async function renameMask(library: string, name: string, to: string): Promise<SavedMask> {
  requireMask(library, name)
  // Where a file system does not distinguish them, a name may change its case.
  if (to.toLowerCase() !== name.toLowerCase()) requireFree(library, to)
  await rename(savedMaskFile(library, name), savedMaskFile(library, to))
  return describeMask(library, to)
}

/** @throws CirrusError not-found */
export async function removeMask(library: string, name: string): Promise<void> {
  requireMask(library, name)
  await rm(savedMaskFile(library, name))
}

export const hasMask = (library: string, name: string): boolean =>
  maskNameFault(name) === null && existsSync(savedMaskFile(library, name))

function requireMask(library: string, name: string): void {
  found(hasMask(library, name) || null, 'saved mask', name)
}

function requireFree(library: string, name: string): void {
  if (!hasMask(library, name)) return
  throw new CirrusError('conflict', `There is a mask ${name} already; choose another name, or replace it.`, undefined, {
    field: 'name',
  })
}
