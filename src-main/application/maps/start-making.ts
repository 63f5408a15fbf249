import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Job } from '../../../src-preload/contract/jobs.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { orderOf, type Ordering } from '../../../src-shared/sky/healpix/map.ts'
import type { JobControl, JobOrder } from '../../jobs/queue.ts'
import type { Context } from '../host/context.ts'
import { requireFreeFile } from '../host/require-free-file.ts'
import { registerMap } from './register-map.ts'

/** The file of a new map. @throws CirrusError refused or conflict, with the field `out` */
export function freeMapFile(path: string): string {
  if (!/\.fits?$/i.test(path)) throw wrong('out', `A map is written to a file that ends in .fits, not "${path}".`)
  const out = resolve(path)
  requireFreeFile(out)
  return out
}

/** @throws CirrusError refused, with the field `nside`, for an ordering that it does not have */
export function requireOrdering({ nside, ordering }: { nside: number; ordering: Ordering }): void {
  if (ordering === 'NESTED' && orderOf(nside) < 0)
    throw wrong('nside', `NESTED ordering takes an nside that is a power of two, not ${nside}.`)
}

const wrong = (field: string, message: string) => new CirrusError('refused', message, undefined, { field })

export interface Making {
  title: string
  lane: JobOrder['lane']
  /** The file that `make` writes. */
  out: string
  make(control: JobControl): Promise<unknown>
}

/** Makes a map as a job, which ends with the map in the catalog. A job that is stopped leaves no file. */
export function startMaking(context: Context, { title, lane, out, make }: Making): Job {
  return context.jobs.start({
    ...{ kind: 'map', title, subject: null, lane },
    async work(control) {
      const { signal } = control
      await make(control)
      control.progress(null, 'reading the new map')
      try {
        const map = await registerMap(context, out, { signal })
        control.made(map.id)
        return `${map.name} opened`
      } catch (error) {
        // Whole, but nobody waits for it, and it would be in the way of the next attempt.
        if (signal.aborted) await rm(out, { force: true })
        throw error
      }
    },
  }).job
}
