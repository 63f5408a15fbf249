import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { estimateId, estimateOf } from '../../src-preload/contract/index.ts'
import type { Inpainting, ObjectivePoint } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Merges loaded and reported points in order, without duplicates. */
function withPoints(known: readonly ObjectivePoint[], told: readonly ObjectivePoint[]): readonly ObjectivePoint[] {
  const place = ({ start, iteration }: ObjectivePoint) => `${start} ${iteration}`
  const seen = new Set(known.map(place))
  return [...known, ...told.filter((point) => !seen.has(place(point)))]
}

/** Inpaintings in the catalog, with the objective curves of those of their estimates that were viewed, by id. */
export const useInpaintings = defineStore('inpaintings', () => {
  const inpaintings = collection<Inpainting>({
    list: () => call('inpaintings.list', {}),
    changed: 'inpaintings.changed',
  })
  const history = shallowReactive(new Map<string, readonly ObjectivePoint[]>())

  const loadHistory = async (inpainting: string, estimate: string) => {
    const id = estimateId(inpainting, estimate)
    // Points reported from now on are kept, so that none is missed while the earlier ones load.
    if (!history.has(id)) history.set(id, [])
    const points = await call('inpaintings.history', { id: inpainting, estimate })
    history.set(id, withPoints(points, history.get(id) ?? []))
  }
  const append = perFrame<{ id: string; estimate: string; point: ObjectivePoint }>((told) => {
    const byEstimate = Map.groupBy(told, ({ id, estimate }) => estimateId(id, estimate))
    for (const [id, some] of byEstimate) {
      const known = history.get(id)
      if (!known) continue
      const points = some.map(({ point }) => point)
      history.set(id, withPoints(known, points))
    }
  })
  on('inpaintings.objective', append)
  onConnected(() => {
    for (const id of history.keys()) {
      const { inpaintingId, name } = estimateOf(id)
      loadHistory(inpaintingId, name).catch(() => undefined)
    }
  })

  return { ...inpaintings, history, loadHistory }
})
