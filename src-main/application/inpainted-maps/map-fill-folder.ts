import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { estimatorSchema } from '../../../src-preload/contract/estimators.ts'
import { mapFillSchema, mapHolesSchema } from '../../../src-preload/contract/inpainted-maps.ts'
import { instantSchema } from '../../../src-preload/contract/states.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { channelSetNames, type Channel } from '../../../src-shared/sky/channels.ts'
import { polarisationConventions } from '../../../src-shared/sky/polarisation.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

/** What a job does, from which everything else follows: a folder of the same work can be gone on with. */
export const mapFillWorkSchema = z.object({
  /** The file, its size and when it was last changed. */
  map: z.object({
    path: z.string(),
    /** Of several channels, all of theirs. */
    column: z.string(),
    frame: z.enum(['G', 'C', 'E']),
    /** Sign convention of U that was given in place of the header's. */
    polcconv: z.enum(polarisationConventions).nullable().default(null),
    bytes: z.number(),
    modified: z.string(),
  }),
  from: mapHolesSchema,
  dataset: z.string(),
  run: z.string().nullable(),
  estimator: estimatorSchema,
  sigma: z.number(),
  /** Channels of the patches. */
  set: z.enum(channelSetNames).default('I'),
  /** What differs for some of them. */
  channels: mapFillSchema.shape.channels,
  realisations: z.number().int(),
  /** Pixels and degrees on a side of the patches. */
  size: z.number().int(),
  width: z.number(),
  holes: z.array(
    z.object({
      /** Centre, Galactic, and radius of a circle around it, degrees. */
      lon: z.number(),
      lat: z.number(),
      radius: z.number(),
      /** Pixels of the map in it. */
      pixels: z.number().int(),
      /** Rows of the list of sources that it is made of, from 0. */
      sources: z.array(z.number().int()),
      /** Of what is drawn in it; null if nothing is. */
      seed: z.number().int().nullable(),
    }),
  ),
})
export type MapFillWork = z.infer<typeof mapFillWorkSchema>

/** journal.json: what is being done in a folder, until it is complete. */
export const mapFillJournalSchema = z.object({
  format: z.literal('cirrus-inpaint-map-1'),
  cirrus: z.string(),
  createdAt: instantSchema,
  work: mapFillWorkSchema,
  /** Epoch of the model's checkpoint, once a hole has been filled with it. */
  epoch: z.number().int().nullable(),
})
export type MapFillJournal = z.infer<typeof mapFillJournalSchema>

/** inpaint-map.json: what came of it. Written last, in place of the journal: a folder that has one is complete. */
export const mapFillRecordSchema = mapFillJournalSchema.extend({
  finishedAt: instantSchema,
  /** Pixels of the map that were filled. */
  pixels: z.number().int(),
  /** Values that the column could not hold, and were limited to the nearest that it can. */
  limited: z.number().int(),
  /** Names of the maps in the folder. */
  files: z.array(z.string()),
})
export type MapFillRecord = z.infer<typeof mapFillRecordSchema>

export const mapFillFiles = (folder: string) => ({
  record: join(folder, 'inpaint-map.json'),
  journal: join(folder, 'journal.json'),
  holes: join(folder, 'holes'),
  /** What was made of one hole, from 0 (`PatchPixels`); of a map of several channels, of one of them. */
  hole: (number: number, channel: Channel | null = null) =>
    join(folder, 'holes', `${String(number + 1).padStart(4, '0')}${channel === null ? '' : `-${channel}`}.npy`),
  /** For files that estimators exchange with the engine, and the process that works here. */
  working: join(folder, 'working'),
  lock: join(folder, 'working.lock'),
  filled: join(folder, 'filled.fits'),
  deviation: join(folder, 'deviation.fits'),
  realisation: (number: number) => join(folder, `realisation-${number}.fits`),
})

export const writeMapFillJournal = (folder: string, journal: MapFillJournal) =>
  writeRecord(mapFillFiles(folder).journal, journal)

export async function writeMapFillRecord(folder: string, record: MapFillRecord): Promise<void> {
  const files = mapFillFiles(folder)
  await writeRecord(files.record, record)
  await rm(files.journal, { force: true })
}

/**
 * What a folder holds: complete work, work that was stopped, or null for nothing of the kind.
 * @throws CirrusError refused for damaged files
 */
export async function readMapFill(folder: string): Promise<{ journal: MapFillJournal; isComplete: boolean } | null> {
  const { record, journal } = mapFillFiles(folder)
  const remedy = '; choose another folder'
  const read = <T>(file: string, schema: z.ZodType<T>) =>
    readRecord(file, schema, { absent: refused(file, '', `it can’t be read${remedy}`), remedy })
  if (existsSync(record)) return { journal: await read(record, mapFillRecordSchema), isComplete: true }
  return existsSync(journal) ? { journal: await read(journal, mapFillJournalSchema), isComplete: false } : null
}
