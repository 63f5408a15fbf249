import { existsSync } from 'node:fs'
import { z } from 'zod'
import { deviceOptionsSchema } from '../../../src-preload/contract/device-options.ts'
import { slurmProfilesSchema } from '../../../src-preload/contract/slurm-profiles.ts'
import { refused } from '../../../src-preload/rpc/errors.ts'
import { readRecord, writeRecord } from '../host/record-file.ts'

/** settings.json in the home folder: settings for all work in this home. */
export const settingsSchema = z.object({
  device: deviceOptionsSchema.default(deviceOptionsSchema.parse({})),
  slurm: slurmProfilesSchema.default([]),
})
export type Settings = z.infer<typeof settingsSchema>

/** The settings, or the defaults if none were ever changed. @throws CirrusError refused if the file is damaged */
export async function readSettings(file: string): Promise<Settings> {
  if (!existsSync(file)) return settingsSchema.parse({})
  const absent = refused(file, '', 'it cannot be read; remove it to go back to the defaults')
  return readRecord(file, settingsSchema, { absent, remedy: '; remove the file to go back to the defaults' })
}

/** Stores the given settings and keeps the others. @throws CirrusError refused if the file is damaged */
export const changeSettings = async (file: string, changes: Partial<Settings>) =>
  writeRecord(file, { ...(await readSettings(file)), ...changes })
