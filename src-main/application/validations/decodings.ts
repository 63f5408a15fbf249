import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckpointChoice, Run } from '../../../src-preload/contract/runs.ts'
import type { LatentChoice } from '../../engine/contract.ts'
import { decodedFiles } from '../../engine/inference/decoded-files.ts'
import { chosenEpoch } from '../../engine/inference/trained-model.ts'
import { readNpy } from '../../files/npy.ts'
import type { Engine } from '../host/engine.ts'
import { decodeRun } from './decode-run.ts'

/** Pictures one after another, standardised. */
export interface Decoded {
  values: Float32Array
  /** [count, size, size] */
  shape: number[]
}

/** Numbers in all decodings that are held, at most: 256 MB. */
const capacity = 1 << 26

/**
 * What was decoded last: who goes back and forth between patches or along a latent waits once. The same request made
 * twice at a time is computed once.
 */
export function createDecodings(engine: Engine) {
  const held = new Map<string, Promise<Decoded>>()
  const sizes = new Map<string, number>()

  async function decode(run: Run, dataset: string | null, checkpoint: CheckpointChoice, latents: LatentChoice) {
    const folder = await mkdtemp(join(tmpdir(), 'cirrus-decoding-'))
    try {
      await decodeRun(engine, { run: run.folder, dataset, checkpoint, folder }, latents)
      const { data, shape } = await readNpy(decodedFiles(folder, latents.kind).pictures)
      return { values: data as Float32Array, shape }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  function forget(key: string) {
    held.delete(key)
    sizes.delete(key)
  }

  /** Lets go of the oldest that are complete, but for the newest one. */
  function trim(newest: string) {
    const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0)
    for (const key of [...sizes.keys()]) {
      if (total() <= capacity) break
      if (key !== newest) forget(key)
    }
  }

  return {
    /**
     * @param dataset folder of the patches; null where none is looked at
     * @throws CirrusError as `decodeRun`; nothing is kept then
     */
    async of(run: Run, dataset: string | null, checkpoint: CheckpointChoice, latents: LatentChoice): Promise<Decoded> {
      const epoch = await chosenEpoch(run.folder, checkpoint)
      const key = JSON.stringify([run.id, run.createdAt, epoch, latents])
      const known = held.get(key)
      forget(key)
      const decoded = known ?? decode(run, dataset, checkpoint, latents)
      held.set(key, decoded)
      decoded.then(
        ({ values }) => {
          if (held.get(key) !== decoded) return
          sizes.set(key, values.length)
          trim(key)
        },
        () => held.get(key) === decoded && forget(key),
      )
      return decoded
    },
  }
}
export type Decodings = ReturnType<typeof createDecodings>
