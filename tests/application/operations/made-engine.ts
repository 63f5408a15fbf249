import { join } from 'node:path'
import { readNpy, writeNpy } from '../../../src-main/files/npy.ts'
import { writeFileAtomically } from '../../../src-main/files/atomic.ts'
import { runFiles } from '../../../src-main/engine/training/run-folder.ts'
import { stopped } from '../../../src-main/engine/client/engine-state.ts'
import type { Engine } from '../../../src-main/application/engine.ts'

/** Every call that it was given: method and parameters. */
export interface MadeEngine extends Engine {
  calls: { name: string; params: Record<string, unknown> }[]
}

/**
 * An engine without TensorFlow: it says that it has trained, and fills holes with the patch itself plus `offset`, so that
 * every number that follows from a fill is known by algebra.
 * @param during called while a training or an inpainting is under way
 */
export function madeEngine({
  offset = 0,
  during = async () => {},
}: { offset?: number; during?(): Promise<void> } = {}) {
  const calls: MadeEngine['calls'] = []
  const answers = {
    async 'training.run'({ runFolder, config }: Record<string, unknown>) {
      await writeFileAtomically(runFiles(runFolder as string).config, JSON.stringify(config))
      await during()
      return {
        state: 'interrupted',
        epoch: 0,
        bestEpoch: null,
        bestValidationNegativeElbo: null,
        device: 'x',
        parameters: 1,
      }
    },
    'training.stop': async () => ({}),
    async 'inpainting.run'({ folder, data, mask, sigma }: Record<string, unknown>) {
      await during()
      const patch = await readNpy(data as string)
      const observed = Float64Array.from((await readNpy(mask as string)).data).reduce((sum, value) => sum + value, 0)
      await writeNpy(
        join(folder as string, 'reconstruction.npy'),
        Float32Array.from(patch.data, (value) => value + offset),
        patch.shape,
      )
      const chi2 = observed * (offset / (sigma as number)) ** 2
      const objectives = [chi2 + 9, chi2 + 1]
      return {
        epoch: 3,
        objective: objectives[1],
        objectives,
        chosen: 1,
        chi2,
        observed,
        iterations: 12,
        seconds: 0.5,
      }
    },
  }
  const engine = {
    calls,
    async call(
      name: keyof typeof answers,
      params: Record<string, unknown>,
      options?: { signal?: AbortSignal; onProgress?(told: unknown): void },
    ) {
      calls.push({ name, params })
      if (name === 'inpainting.run') options?.onProgress?.({ start: 0, iteration: 1, objective: 42.5 })
      return answers[name](params)
    },
    state: () => stopped('training', 'training'),
    start() {},
    restart() {},
    renew() {},
    endIfHung() {},
    close: async () => {},
  }
  return engine as unknown as MadeEngine
}
