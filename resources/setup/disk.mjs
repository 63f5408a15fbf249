import fs, { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { SetupError } from './missing.mjs'

/**
 * Free bytes for the user where `path` is or will be; null if Node is too old to tell (before 18.15).
 * @param {string} path
 */
export function freeBytes(path) {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  if (!fs.statfsSync) return null
  const { bavail, bsize } = fs.statfsSync(folder)
  return bavail * bsize
}

/**
 * @param {string} folder
 * @param {number} bytes
 * @param {number | null} [free]
 */
export function requireSpace(folder, bytes, free = freeBytes(folder)) {
  if (free === null || free >= bytes) return
  const gb = (count) => (count / 1e9).toFixed(1)
  throw new SetupError(
    `TensorFlow needs ${gb(bytes)} GB of free disk space for ${folder}, but only ${gb(free)} GB are left: free some, or move the cache.`,
    'export XDG_CACHE_HOME=/a/folder/with/space',
  )
}
