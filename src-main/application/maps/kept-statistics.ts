import { join } from 'node:path'
import type { z } from 'zod'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Context } from '../host/context.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'
import { fileVersion } from './file-version.ts'

/**
 * Statistics of a map that cost a pass over its pixels: kept in the cache folder until the map's file changes.
 * @param name of the statistics, with everything they depend on besides the file
 */
export async function keptStatistics<T>(
  { layout }: Pick<Context, 'layout'>,
  map: { id: string; path: string },
  name: string,
  schema: z.ZodType<T>,
  measure: () => Promise<T>,
): Promise<T> {
  const folder = join(layout.cache, 'statistics', map.id, await fileVersion(map.path))
  const file = join(folder, `${encodeURIComponent(name)}.json`)
  const absent = new CirrusError('not-found', 'not measured yet')
  const kept = await readRecord(file, schema, { absent }).catch(() => null)
  if (kept) return kept
  const measured = await measure()
  // On a full disk the next question takes as long as this one; it has its answer all the same.
  await writeRecord(file, measured).catch(() => undefined)
  return measured
}
