import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { nameSchema, nothingSchema } from './states.ts'

/** A word of a command line: no blanks, and not mistakable for an option. */
const word = z.string().regex(/^[^\s-]\S*$/, 'one word that does not begin with a dash')

/**
 * A cluster that runs trials, and the resources of each trial's job: one node, one task. Null means the cluster's
 * default. The home folder must be on a file system shared by its nodes.
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
  /** Graphics cards per job. */
  gpus: z.number().int().min(0).max(16).default(0),
  /** Processors per job, and TensorFlow's threads. */
  cpus: z.number().int().min(1).max(1024).nullable().default(null),
  memory: z
    .string()
    .regex(/^\d+[KMGT]?$/, 'megabytes, or a number with K, M, G or T')
    .nullable()
    .default(null),
  /** Loaded in this order before the training begins. */
  modules: z.array(word).max(32).default([]),
  /** Additional options of sbatch: `--qos=long`, `--constraint=a100`. */
  options: z
    .array(z.string().regex(/^--[a-z][a-z-]*(=.+)?$/, 'a long option of sbatch, with = before its value'))
    .max(32)
    .default([]),
  /** The command that starts Cirrus on a node; null for the one it was started with here. */
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
  /** Replaces the profiles in the home folder; trials already submitted are not affected. */
  'slurm.configure': method({ params: z.object({ profiles: slurmProfilesSchema }), result: slurmProfilesSchema }),
}

export const slurmEvents = {}
