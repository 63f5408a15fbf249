import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Inpainting, ObjectivePoint } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on, onConnected } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Points in the order they were told; one that was loaded and told is there once. */
function withPoints(known: readonly ObjectivePoint[], told: readonly ObjectivePoint[]): readonly ObjectivePoint[] {
  const place = ({ start, iteration }: ObjectivePoint) => `${start} ${iteration}`
  const seen = new Set(known.map(place))
  return [...known, ...told.filter((point) => !seen.has(place(point)))]
}

/** Inpaintings in the catalog, with the objective's curve of those that were looked at. */
export const useInpaintings = defineStore('inpaintings', () => {
  const inpaintings = collection<Inpainting>({
    list: () => call('inpaintings.list', {}),
    changed: 'inpaintings.changed',
  })
  const history = shallowReactive(new Map<string, readonly ObjectivePoint[]>())

  const loadHistory = async (id: string) => {
    // From here on what is told is kept, so that nothing is missed while the rest is under way.
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
