import { availableParallelism } from 'node:os'
import type { DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import type { TrainingConfig } from '../../../src-shared/model/configuration.ts'
import type { Device } from '../../../src-preload/contract/devices.ts'

/**
 * Where an engine uses its threads: `within` each operation, which all share; or `across` operations, which have one
 * thread each and run side by side. An autoencoder is a chain of large operations; a flow has small ones, in levels and
 * parts of a batch that do not wait for each other (flow/side-by-side.ts). With two threads, a step of a flow takes
 * 0.65 to 0.93 times as long across operations, one of an autoencoder 1.0 to 1.3 times.
 */
export type ThreadUse = 'within' | 'across'

/** The better use of two threads for a training. */
export const threadUse = ({ architecture }: Pick<TrainingConfig, 'architecture'>): ThreadUse =>
  architecture === 'flow' ? 'across' : 'within'

/** Most threads across operations: with more, the operations that can run side by side would not keep them busy. */
const mostAcross = 4

/** The role of an engine process and its resources. */
export interface EngineSeat {
  role: Device['role']
  /** As CUDA_VISIBLE_DEVICES names it; null leaves the choice to CUDA. */
  card: string | null
  /** Number of training engines, which share the processor's threads. */
  trainers: number
  /** Of a training engine on a processor; `within` if omitted. */
  threads?: ThreadUse
  /** Folder of TensorFlow's libraries; null for those that the binding finds by itself, in its package. */
  libraries?: string | null
}

/**
 * glibc settings for TensorFlow, which allocates and frees arrays of many megabytes in every step: memory is kept in 2
 * MB pages instead of being returned and mapped again in 4 KB pages. A step at 128 px takes about 5 % less time, with a
 * tenth more memory. Other C libraries ignore the variable, and the user's own setting takes precedence.
 */
const keptPages = [
  'glibc.malloc.hugetlb=1',
  `glibc.malloc.mmap_threshold=${2 ** 32}`,
  `glibc.malloc.trim_threshold=${2 ** 33}`,
].join(':')

/**
 * The environment variables that carry options into an engine process. TensorFlow reads them once, when it is loaded;
 * an option that is not set leaves the parent's variable as it is. OMP_NUM_THREADS is not among them: TensorFlow's
 * wheels use their own thread pools and ignore it (tests/engine/client/threads.test.ts counts the threads).
 *
 * Training engines get equal, whole numbers of threads, even if that leaves a core unused, so a run's numbers do not
 * depend on which engine trains it.
 *
 * The interactive engine gets half the threads and runs one operation at a time. All threads of an operation wait for
 * the slowest, so each training thread that it displaces from a core slows a whole training step, while reconstruction
 * and inpainting, which take patches one by one, gain little from more threads.
 *
 * @param inherited the parent's environment
 */
export function engineEnvironment(
  options: DeviceOptions,
  seat: EngineSeat,
  inherited: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const { intraOpThreads, interOpThreads, memoryGrowth, tf32, xla } = options
  const given = (name: string) => Number(inherited[name]) || availableParallelism()
  const part = (whole: number, of: number) => String(Math.max(1, Math.floor(whole / of)))
  const share = (name: string, asked: number | null): Record<string, string> => {
    if (asked !== null) return { [name]: String(asked) }
    return seat.trainers === 1 ? {} : { [name]: part(given(name), seat.trainers) }
  }
  const trainingThreads = (): Record<string, string> => {
    const own = part(given('TF_NUM_INTRAOP_THREADS'), seat.trainers)
    const isFree = intraOpThreads === null && interOpThreads === null
    const onProcessor = seat.card === null || seat.card === '-1'
    if (seat.threads === 'across' && isFree && onProcessor && Number(own) <= mostAcross) {
      return { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: own }
    }
    return { ...share('TF_NUM_INTRAOP_THREADS', intraOpThreads), ...share('TF_NUM_INTEROP_THREADS', interOpThreads) }
  }
  return {
    GLIBC_TUNABLES: inherited.GLIBC_TUNABLES ?? keptPages,
    ...(seat.role === 'interactive'
      ? {
          TF_NUM_INTRAOP_THREADS: part(intraOpThreads ?? given('TF_NUM_INTRAOP_THREADS'), 2),
          TF_NUM_INTEROP_THREADS: '1',
        }
      : trainingThreads()),
    // The loader looks there before it looks where the binding says.
    ...(seat.libraries
      ? { LD_LIBRARY_PATH: [seat.libraries, inherited.LD_LIBRARY_PATH].filter(Boolean).join(':') }
      : {}),
    ...(seat.card === null ? {} : { CUDA_VISIBLE_DEVICES: seat.card }),
    // With this order, card numbers are those of nvidia-smi. An inherited CUDA_VISIBLE_DEVICES keeps its own numbering.
    ...(inherited.CUDA_VISIBLE_DEVICES === undefined ? { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' } : {}),
    ...(memoryGrowth ? {} : { TF_FORCE_GPU_ALLOW_GROWTH: 'false' }),
    ...(tf32 ? {} : { NVIDIA_TF32_OVERRIDE: '0' }),
    ...(xla ? { TF_XLA_FLAGS: [inherited.TF_XLA_FLAGS, '--tf_xla_auto_jit=2'].filter(Boolean).join(' ') } : {}),
  }
}
