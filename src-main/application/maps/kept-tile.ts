import { keptOrMade } from '../../files/kept-or-made.ts'
import { markUsed, trimFolder } from '../../files/trim-folder.ts'

/** Tiles on disk: 2 GB of all maps, which is ten of nside 2048, and none that was not used for 30 days. */
const limits = { mostBytes: 2e9, longestUnused: 30 * 86_400_000 }
/** How often the limits are checked at most, in milliseconds. */
const interval = 60_000

const checked = new Map<string, number>()

/**
 * A tile from the disk, or made and kept there. Now and then, tiles that exceed the limits are removed.
 * @param cache the folder of all tiles
 */
export async function keptTile(cache: string, file: string, make: () => Promise<Uint8Array<ArrayBuffer>>) {
  const bytes = await keptOrMade(file, make)
  void markUsed(file)
  if (Date.now() - (checked.get(cache) ?? 0) > interval) {
    checked.set(cache, Date.now())
    trimFolder(cache, limits).catch(() => undefined)
  }
  return bytes
}
