import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * Checksum of a file, in hexadecimal. MD5 is for archives that publish no other.
 * @throws the system's error for a file that can't be read
 */
export async function checksumOf(
  path: string,
  algorithm: 'sha256' | 'md5' = 'sha256',
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash, { signal })
  return hash.digest('hex')
}
