import { availableParallelism } from 'node:os'
import type { DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import type { Device } from '../../../src-preload/contract/devices.ts'

/** What an engine process is for, and what it has. */
export interface EngineSeat {
  role: Device['role']
  /** As CUDA_VISIBLE_DEVICES names it; null for whatever is there. */
  card: string | null
  /** Engines that train, between which the processor's threads are divided. */
  trainers: number
}

/**
 * How glibc serves TensorFlow, which takes and returns arrays of many megabytes in every step: in pages of 2 MB that are
 * kept, not in fresh 4 KB pages each time. A step at 128 px is some 5 % shorter, with a tenth more memory.
 * Other C libraries do not read it, and one's own setting stands.
 */
const keptPages = [
  'glibc.malloc.hugetlb=1',
  `glibc.malloc.mmap_threshold=${2 ** 32}`,
  `glibc.malloc.trim_threshold=${2 ** 33}`,
].join(':')

/**
 * The environment variables that carry options into an engine process. TensorFlow reads them once, when it is loaded;
 * what the options leave open stays as the parent's environment has it. OMP_NUM_THREADS is not among them: TensorFlow's
 * wheels compute on its own threads alone and do not look at it (tests/engine/client/threads.test.ts counts them).
 *
 * Engines that train get equal parts of the threads, whole ones, even where that leaves a core over: so it does not
 * matter to a run's numbers which of them it is trained by.
 *
 * The interactive engine gets half the threads and runs one operation at a time. All threads of an operation wait for
 * the slowest, so each one that it displaces on a core slows a whole training step; and patches one by one, as
 * reconstruction and inpainting have them, gain little from more threads.
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
  const share = (name: string, asked: number | null) => {
    if (asked !== null) return { [name]: String(asked) }
    return seat.trainers === 1 ? {} : { [name]: part(given(name), seat.trainers) }
  }
  return {
    GLIBC_TUNABLES: inherited.GLIBC_TUNABLES ?? keptPages,
    ...(seat.role === 'interactive'
      ? {
          TF_NUM_INTRAOP_THREADS: part(intraOpThreads ?? given('TF_NUM_INTRAOP_THREADS'), 2),
          TF_NUM_INTEROP_THREADS: '1',
        }
      : { ...share('TF_NUM_INTRAOP_THREADS', intraOpThreads), ...share('TF_NUM_INTEROP_THREADS', interOpThreads) }),
    ...(seat.card === null ? {} : { CUDA_VISIBLE_DEVICES: seat.card }),
    // Numbers are nvidia-smi's then; those that Cirrus was given itself mean what they meant there.
    ...(inherited.CUDA_VISIBLE_DEVICES === undefined ? { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' } : {}),
    ...(memoryGrowth ? {} : { TF_FORCE_GPU_ALLOW_GROWTH: 'false' }),
    ...(tf32 ? {} : { NVIDIA_TF32_OVERRIDE: '0' }),
    ...(xla ? { TF_XLA_FLAGS: [inherited.TF_XLA_FLAGS, '--tf_xla_auto_jit=2'].filter(Boolean).join(' ') } : {}),
  }
}
