import { z } from 'zod'

const threadsSchema = z.number().int().min(1).max(1024).nullable().default(null)

/**
 * The machine's resources that engines may use. An option at its default leaves TensorFlow's environment variable as
 * Cirrus found it; variables are read when an engine starts.
 */
export const deviceOptionsSchema = z.object({
  /** Graphics cards, as CUDA_VISIBLE_DEVICES names them; null for all, an empty list for the processor only. */
  gpus: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:/_-]*$/, 'a number, or a UUID such as nvidia-smi -L prints'))
    .max(64)
    .nullable()
    .default(null),
  /** Training engines, each with one training at a time; null for one per card, or one on the processor. */
  engines: z.number().int().min(1).max(64).nullable().default(null),
  /**
   * Threads within one operation (TF_NUM_INTRAOP_THREADS); null for one per core, divided among the training engines.
   */
  intraOpThreads: threadsSchema,
  /** Operations that may run in parallel (TF_NUM_INTEROP_THREADS); null as for `intraOpThreads`. */
  interOpThreads: threadsSchema,
  /** Allocate the card's memory as needed instead of all at the start (TF_FORCE_GPU_ALLOW_GROWTH). */
  memoryGrowth: z.boolean().default(true),
  /** Let NVIDIA's cards round factors of products to 10 bits, which is much faster (NVIDIA_TF32_OVERRIDE). */
  tf32: z.boolean().default(true),
  /** Compile operations on the card with XLA (TF_XLA_FLAGS): the first step is slow, later ones are often faster. */
  xla: z.boolean().default(false),
})
export type DeviceOptions = z.infer<typeof deviceOptionsSchema>
export type DeviceOptionName = keyof DeviceOptions

export const defaultDeviceOptions: DeviceOptions = deviceOptionsSchema.parse({})

/** The values that each option takes in the terminal's `--device name=value`. */
const forms: Record<DeviceOptionName, string> = {
  gpus: '"all", "none", or cards separated by commas, as nvidia-smi -L names them',
  engines: 'a whole number, 1 to 64, or "auto"',
  intraOpThreads: 'a whole number, 1 to 1024, or "all"',
  interOpThreads: 'a whole number, 1 to 1024, or "all"',
  memoryGrowth: 'true, false',
  tf32: 'true, false',
  xla: 'true, false',
}
export const deviceOptionNames = Object.keys(forms) as DeviceOptionName[]

function valueOf(name: DeviceOptionName, text: string): unknown {
  if (name === 'gpus') return text === 'all' ? null : text === 'none' ? [] : text.split(',').map((id) => id.trim())
  if (name === 'engines') return text === 'auto' ? null : Number(text)
  if (name === 'intraOpThreads' || name === 'interOpThreads') return text === 'all' ? null : Number(text)
  return text === 'true' ? true : text === 'false' ? false : text
}

/** Parses `name=value` words of a command line, or says what is wrong with the first invalid one. */
export function readDeviceOptions(words: readonly string[]): Partial<DeviceOptions> | { misfit: string } {
  const options: Record<string, unknown> = {}
  for (const word of words) {
    const [, name, text] = /^([A-Za-z0-9]+)=(.*)$/s.exec(word) ?? []
    const known = deviceOptionsSchema.keyof().safeParse(name)
    if (!known.success) return { misfit: `${word}: use name=value with one of ${deviceOptionNames.join(', ')}` }
    const value = deviceOptionsSchema.shape[known.data].safeParse(valueOf(known.data, text.trim()))
    if (!value.success) return { misfit: `${word}: needed: ${forms[known.data]}` }
    options[known.data] = value.data
  }
  return options
}
