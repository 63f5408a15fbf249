import { z } from 'zod'
import { method } from '../rpc/table.ts'
import { jobSchema } from './jobs.ts'
import { idSchema, nothingSchema } from './states.ts'

/** TensorFlow for the processor, or for NVIDIA's graphics cards as well, with the CUDA libraries that it needs. */
export const tensorflowFlavourSchema = z.enum(['cpu', 'cuda'])
export type TensorFlowFlavour = z.infer<typeof tensorflowFlavourSchema>

/** What messages, jobs and the page call a build. */
export const tensorflowTitle = (version: string, flavour: TensorFlowFlavour): string =>
  `TensorFlow ${version} ${flavour === 'cuda' ? 'with CUDA' : 'for the CPU'}`

/** One file to fetch. */
export const tensorflowFileSchema = z.object({
  name: z.string(),
  url: z.url(),
  bytes: z.number().int(),
  /** Checksum in hexadecimal, which the file must have. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A build of TensorFlow that runs on this machine. */
export const tensorflowBuildSchema = z.object({
  flavour: tensorflowFlavourSchema,
  files: z.array(tensorflowFileSchema),
  /** Of all files together. */
  bytes: z.number().int(),
  /** Of these, what is here already: complete files, and the part of an interrupted one. */
  downloaded: z.number().int(),
  /** Of the libraries in the files. */
  unpackedBytes: z.number().int(),
})
export type TensorFlowBuild = z.infer<typeof tensorflowBuildSchema>

/** What a package without TensorFlow would fetch, decided by what this machine has. */
export const tensorflowPlanSchema = z.object({
  /** The version that this Cirrus works with. */
  version: z.string(),
  /** The processor and its cores. */
  processor: z.string(),
  /** NVIDIA's graphics cards and their driver; null without the driver. */
  gpu: z.string().nullable(),
  /** Why Cirrus fetches nothing here, and what to do instead: a sentence; null if it can. */
  obstacle: z.string().nullable(),
  /** The best first. */
  builds: z.array(tensorflowBuildSchema),
  /** The build that was fetched, which engines use. */
  fetched: tensorflowFlavourSchema.nullable(),
  /** Files found here are checked and used instead of being fetched. */
  folder: z.string(),
  /** On the disk of the home folder. */
  freeBytes: z.number(),
  /** The fetch under way. */
  jobId: idSchema.nullable(),
})
export type TensorFlowPlan = z.infer<typeof tensorflowPlanSchema>

export const tensorflowMethods = {
  'tensorflow.plan': method({ params: nothingSchema, result: tensorflowPlanSchema }),
  /**
   * Fetches a build of the plan into the home folder as a job, after which engines start with it. Cancelled or
   * interrupted, it keeps what was downloaded, and the next one continues. Returns the job under way if there is one.
   */
  'tensorflow.fetch': method({ params: z.object({ flavour: tensorflowFlavourSchema }), result: jobSchema }),
}
