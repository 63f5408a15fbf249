import { computed, type Ref } from 'vue'
import type { SkyMap } from '../../../../src-preload/contract/index.ts'
import { useMapLook } from '../../../sky/use-map-look.ts'
import type { ShownSky } from './MapSkies.vue'

/** Whether two columns may have one scale: numbers in different units have none in common. */
export const haveOneUnit = (a: string, b: string) => a === b || a === '' || b === ''

/** The column first: names of maps are long, and may be cut off. */
export const nameOfSky = ({ name, columns }: Pick<SkyMap, 'name' | 'columns'>, column: number) =>
  `${columns[column]?.name ?? ''} · ${name}`

/**
 * The second of two skies: its own colours and cuts, or those of the first one.
 * @param wanted whether both are to have one scale
 */
export function useSecondSky(
  second: Readonly<Ref<{ map: SkyMap; column: number } | null>>,
  first: Readonly<Ref<ShownSky>>,
  wanted: () => boolean,
) {
  const look = useMapLook(() => second.value && { id: second.value.map.id, column: second.value.column })
  const unit = computed(() => second.value?.map.columns[second.value.column]?.unit ?? '')
  const oneScale = computed(() => wanted() && haveOneUnit(first.value.unit, unit.value))
  const sky = computed<ShownSky | null>(() => {
    if (!second.value) return null
    const { map, column } = second.value
    const own = {
      cuts: look.shownCuts.value ?? ([0, 1] as const),
      stretch: look.stretch.value,
      transfer: look.transfer.value,
      colourMap: look.colourMap.value,
      ...look.shownUnit.value,
    }
    // Where only one of them says its unit, the numbers are those of the maps.
    const inOwn = { unit: unit.value, factor: 1 }
    const { shown, bar } = first.value
    return {
      // Tiles of another frame are other tiles.
      key: String(map.coordsysOverride),
      name: nameOfSky(map, column),
      unit: unit.value,
      shown: {
        ...shown,
        mapId: map.id,
        column,
        look: oneScale.value ? { ...shown.look, cuts: bar.cuts } : look.look.value,
      },
      bar: oneScale.value ? { ...bar, ...(unit.value !== first.value.unit && inOwn) } : own,
    }
  })
  return { sky, look, oneScale }
}
