import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckpointChoice, Run } from '../../../src-preload/contract/runs.ts'
import type { LatentChoice } from '../../engine/contract.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { readNpy } from '../../files/npy.ts'
import { removeFolder } from '../../files/remove-folder.ts'
import type { Engine } from '../host/engine.ts'
import { createMemo, MEGABYTE } from '../host/memo.ts'
import { fittingPrior } from '../priors/fitting-prior.ts'
import { decodeRun, type DecodeOrder } from './decode-run.ts'

/** A stack of pictures, standardised. */
export interface Decoded {
  values: Float32Array
  /** [count, size, size], with a last axis if there are several channels. */
  shape: number[]
}

/** A prior by name, and how a flow is solved; N(0, 1) and the engine's own choice if omitted. */
type Solved = Pick<DecodeOrder, 'prior' | 'solver' | 'solverSteps'>

/**
 * Caches the last decodings, so that going back and forth between patches or along a latent waits only once. Identical
 * concurrent requests are computed once.
 */
export function createDecodings(engine: Engine) {
  const decodings = createMemo<Decoded>({ bytes: 256 * MEGABYTE, sizeOf: ({ values }) => values.byteLength })

  async function decode(
    run: Run,
    dataset: string | null,
    checkpoint: CheckpointChoice,
    latents: LatentChoice,
    solved: Solved,
  ) {
    const folder = await mkdtemp(join(tmpdir(), 'cirrus-decoding-'))
    try {
      await decodeRun(engine, { run: run.folder, dataset, checkpoint, folder, ...solved }, latents)
      const { data, shape } = await readNpy(decodedFiles(folder, latents.kind).pictures)
      return { values: data as Float32Array, shape }
    } finally {
      await removeFolder(folder)
    }
  }

  return {
    /**
     * @param dataset folder of the patches; null if none are used
     * @throws CirrusError as `decodeRun`; failures are not cached
     */
    async of(
      run: Run,
      dataset: string | null,
      checkpoint: CheckpointChoice,
      latents: LatentChoice,
      solved: Solved = {},
    ): Promise<Decoded> {
      const epoch = await chosenEpoch(run.folder, checkpoint)
      const version = solved.prior && (await fittingPrior(run.folder, solved.prior, checkpoint)).version
      const key = JSON.stringify([run.id, run.createdAt, epoch, latents, solved, version])
      return decodings.get(key, () => decode(run, dataset, checkpoint, latents, solved))
    },
  }
}
export type Decodings = ReturnType<typeof createDecodings>
