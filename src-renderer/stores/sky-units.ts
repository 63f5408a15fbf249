import { defineStore } from 'pinia'
import type { Ref } from 'vue'
import type { UnitConversion } from '../../src-preload/contract/index.ts'
import { isSkyUnit, knownFactor } from '../../src-shared/sky/units.ts'
import { useMaps } from './maps.ts'
import { remembered } from './remembered.ts'

/** A column of a map. */
interface Source {
  id: string
  column: number
}
/** The unit that values are shown in, and what to multiply those of the map by. */
export interface ShownUnit {
  unit: string
  factor: number
}

/** The units that columns are shown in on the sky, on every page: their own, or another unit of sky brightness. */
export const useSkyUnits = defineStore('sky-units', () => {
  const kept = new Map<string, Ref<UnitConversion>>()
  /** The choice for a column: empty for its own unit, and without a frequency as long as none is given. */
  function of({ id, column }: Source): Ref<UnitConversion> {
    const name = `unit.${id}.${column}`
    const known = kept.get(name) ?? remembered<UnitConversion>(name, {})
    kept.set(name, known)
    return known
  }
  /** Until a frequency is given, values stay in the map's own unit; so do those of anything but sky brightness. `own` is the map's. */
  function shownFor(source: Source, own = useMaps().find(source.id)?.columns[source.column]?.unit ?? ''): ShownUnit {
    const chosen = isSkyUnit(own) ? of(source).value : {}
    const factor = knownFactor(own, chosen)
    return factor === null ? { unit: own, factor: 1 } : { unit: chosen.unit ?? own, factor }
  }
  return { of, shownFor }
})
