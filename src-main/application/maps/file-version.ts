import { stat } from 'node:fs/promises'

/**
 * A file's size and modification time, which tell it from a file that it replaced. Maps of one nside are equally long,
 * so size alone would not do.
 * @throws the system's error for a file that does not exist
 */
export async function fileVersion(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  return `${size}-${Math.round(mtimeMs)}`
}
