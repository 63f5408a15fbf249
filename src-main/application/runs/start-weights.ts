import { resolve } from 'node:path'
import { z } from 'zod'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { checksumOf } from '../../files/file-checksum.ts'

/** The weights file a training started from, and its SHA-256. */
export const startWeightsSchema = z.object({ file: z.string(), sha256: z.string() })
export type StartWeights = z.infer<typeof startWeightsSchema>

/** @throws as `checksumOf` */
export const describeStartWeights = async (file: string): Promise<StartWeights> => ({
  file: resolve(file),
  sha256: await checksumOf(file),
})

/** @throws CirrusError refused if the file has changed; the system's error if it is gone */
export async function checkStartWeights({ file, sha256 }: StartWeights): Promise<void> {
  if ((await describeStartWeights(file)).sha256 === sha256) return
  throw refused(file, '', 'this file has changed since the run started from it; restore it, or start another run')
}
