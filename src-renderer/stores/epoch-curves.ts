import { shallowReactive } from 'vue'
import type { EpochMetrics } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { onConnected } from '../connection/index.ts'

/** One row per epoch, in order; a row reported again (after a resume) replaces the old one. */
export function withEpochs(known: readonly EpochMetrics[], told: readonly EpochMetrics[]): EpochMetrics[] {
  const last = known.at(-1)?.epoch ?? -1
  if (told.every(({ epoch }, i) => epoch > (i === 0 ? last : told[i - 1].epoch))) return [...known, ...told]
  const rows = new Map([...known, ...told].map((row) => [row.epoch, row]))
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch)
}

/**
 * The curves of the trainings that were viewed, by id: loaded once and on every connection, and kept current by `take`.
 * The host's rows count: while a window was away, a training may have lost epochs and repeated them. Rows told while
 * they load are newer.
 * @param list asks the host for all rows of one
 */
export function epochCurves(list: (id: string) => Promise<EpochMetrics[]>) {
  const curves = shallowReactive(new Map<string, readonly EpochMetrics[]>())
  const coming = new Map<string, { told: EpochMetrics[]; done: Promise<void> }>()

  const load = (id: string): Promise<void> => {
    const known = coming.get(id)
    if (known) return known.done
    const told: EpochMetrics[] = []
    const done = list(id)
      .then((rows) => void curves.set(id, withEpochs(rows, told)))
      .finally(() => coming.delete(id))
    coming.set(id, { told, done })
    return done
  }
  const take = perFrame<{ id: string; metrics: EpochMetrics }>((all) => {
    for (const id of new Set(all.map((one) => one.id))) {
      const told = all.filter((one) => one.id === id).map(({ metrics }) => metrics)
      coming.get(id)?.told.push(...told)
      const known = curves.get(id)
      if (known) curves.set(id, withEpochs(known, told))
    }
  })
  onConnected(() => {
    // If loading fails (run removed, connection lost again), the old rows stay until the next connection.
    for (const id of curves.keys()) load(id).catch(() => undefined)
  })
  return { curves, load, take }
}
