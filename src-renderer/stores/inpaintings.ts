import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { Inpainting, ObjectivePoint } from '../../src-preload/contract/index.ts'
import { perFrame } from '../composables/per-frame.ts'
import { call, on } from '../connection/index.ts'
import { collection } from './collection.ts'

/** Inpaintings in the catalog, with the objective's curve of those that were looked at. */
export const useInpaintings = defineStore('inpaintings', () => {
  const inpaintings = collection<Inpainting>({
    list: () => call('inpaintings.list', {}),
    get: (id) => call('inpaintings.get', { id }),
    changed: 'inpaintings.changed',
  })
  const history = shallowReactive(new Map<string, readonly ObjectivePoint[]>())

  const loadHistory = async (id: string) => void history.set(id, await call('inpaintings.history', { id }))
  const append = perFrame<{ id: string; point: ObjectivePoint }>((told) => {
    for (const id of new Set(told.map((one) => one.id))) {
      const points = told.filter((one) => one.id === id).map(({ point }) => point)
      history.set(id, [...(history.get(id) ?? []), ...points])
    }
  })
  on('inpaintings.objective', append)

  return { ...inpaintings, history, loadHistory }
})
