import { stat } from 'node:fs/promises'

/**
 * Tells a file from the one that it replaced: its size and time. Maps of one nside are equally long, so the size alone
 * would not do.
 * @throws the system's error for a file that is not there
 */
export async function fileVersion(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${size}-${Math.round(mtimeMs)}`
}
