import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { openRegularFile, reading } from './open-regular-file.ts'

/**
 * Checksum of a file, in hexadecimal. MD5 is for archives that publish no other.
 * @throws as `openRegularFile`
 */
export async function checksumOf(
  path: string,
  algorithm: 'sha256' | 'md5' = 'sha256',
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm)
  const file = await openRegularFile(path)
  await reading(path, pipeline(file.createReadStream(), hash, { signal }))
  return hash.digest('hex')
}
