import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { refused } from '../../../src-preload/rpc/errors.ts'

/** The weights file a training started from, and its SHA-256. */
export const startWeightsSchema = z.object({ file: z.string(), sha256: z.string() })
export type StartWeights = z.infer<typeof startWeightsSchema>

/** @throws the system's error for a file that does not exist or can't be read */
export async function describeStartWeights(file: string): Promise<StartWeights> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { file: resolve(file), sha256: hash.digest('hex') }
}

/** @throws CirrusError refused if the file has changed; the system's error if it is gone */
export async function checkStartWeights({ file, sha256 }: StartWeights): Promise<void> {
  if ((await describeStartWeights(file)).sha256 === sha256) return
  throw refused(file, '', 'this file has changed since the run started from it; restore it, or start another run')
}
