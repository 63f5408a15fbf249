import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
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

/** Inpaintings in the catalog, with the objective curves of those that were viewed. */
export const useInpaintings = defineStore('inpaintings', () => {
  const inpaintings = collection<Inpainting>({
    list: () => call('inpaintings.list', {}),
    changed: 'inpaintings.changed',
  })
  const history = shallowReactive(new Map<string, readonly ObjectivePoint[]>())

  const loadHistory = async (id: string) => {
    // Points reported from now on are kept, so that none is missed while the earlier ones load.
    if (!history.has(id)) history.set(id, [])
    const points = await call('inpaintings.history', { id })
    history.set(id, withPoints(points, history.get(id) ?? []))
  }
  const append = perFrame<{ id: string; point: ObjectivePoint }>((told) => {
    for (const id of new Set(told.map((one) => one.id))) {
      const known = history.get(id)
      if (!known) continue
      const points = told.filter((one) => one.id === id).map(({ point }) => point)
      history.set(id, withPoints(known, points))
    }
  })
  on('inpaintings.objective', append)
  onConnected(() => {
    for (const id of history.keys()) loadHistory(id).catch(() => undefined)
  })

  return { ...inpaintings, history, loadHistory }
})
