import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { nameSchema, nothingSchema } from './states.ts'

/** A word of a command line: no blanks, and not to be taken for an option. */
const word = z.string().regex(/^[^\s-]\S*$/, 'one word that does not begin with a dash')

/**
 * A cluster that runs trials, and what each trial's job asks of it: one node, one task. Null leaves it to the cluster's
 * own default. The home folder has to be on a file system that its nodes share.
 */
export const slurmProfileSchema = z.object({
  name: nameSchema,
  account: word.nullable().default(null),
  partition: word.nullable().default(null),
  time: z
    .string()
    .regex(
      /^(\d+|\d+:\d\d|\d+:\d\d:\d\d|\d+-\d+(:\d\d){0,2})$/,
      'minutes, minutes:seconds, hours:minutes:seconds or days-hours:minutes:seconds',
    )
    .nullable()
    .default(null),
  /** Graphics cards of a job. */
  gpus: z.number().int().min(0).max(16).default(0),
  /** Processors of a job, and threads of TensorFlow. */
  cpus: z.number().int().min(1).max(1024).nullable().default(null),
  memory: z
    .string()
    .regex(/^\d+[KMGT]?$/, 'megabytes, or a number with K, M, G or T')
    .nullable()
    .default(null),
  /** Loaded in this order before the training begins. */
  modules: z.array(word).max(32).default([]),
  /** More options of sbatch: `--qos=long`, `--constraint=a100`. */
  options: z
    .array(z.string().regex(/^--[a-z][a-z-]*(=.+)?$/, 'a long option of sbatch, with = before its value'))
    .max(32)
    .default([]),
  /** How a shell on a node calls Cirrus; null: as it was started here. */
  command: z.string().min(1).nullable().default(null),
  /** Trials that may be in the cluster's queue at once. */
  capacity: z.number().int().min(1).max(1000).default(16),
})
export type SlurmProfile = z.infer<typeof slurmProfileSchema>

export const slurmProfilesSchema = z
  .array(slurmProfileSchema)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two profiles have the same name')

export const slurmMethods = {
  'slurm.profiles': method({ params: nothingSchema, result: slurmProfilesSchema }),
  /** Keeps these profiles in the home folder, and no others; trials under way stay as they were submitted. */
  'slurm.configure': method({ params: z.object({ profiles: slurmProfilesSchema }), result: slurmProfilesSchema }),
}

export const slurmEvents = {}
