import type { Dataset, SampleNumber, SkyMap, SkyOrder } from '../../../../src-preload/contract/index.ts'
import { placeNames, templateNames } from '../../../../src-shared/sky/whole-sky/patch-numbers.ts'
import type { Otherwise } from '../draws/use-given.ts'

/**
 * Where the level and contrast of a sky's patches come from: a map, numbers for all of them, or nowhere, which leaves
 * standardised values.
 */
export interface SkyLevel {
  from: 'map' | 'same' | 'nowhere'
  mapId: string
  /** '' is the dataset's column, or the first. */
  column: string
}

/** The map that the dataset was cut from, if it is there, else another. */
export function usualLevel(dataset: Pick<Dataset, 'mapId'> | undefined, maps: readonly SkyMap[]): SkyLevel {
  const map = maps.find(({ id }) => id === dataset?.mapId) ?? maps.at(0)
  return { from: map ? 'map' : 'nowhere', mapId: map?.id ?? '', column: '' }
}

/** As an order has it. */
export const likeOf = ({ from, mapId, column }: SkyLevel): SkyOrder['like'] =>
  from === 'map' ? { mapId, column: column || null } : null

const ofMap: Otherwise = { words: 'of the map', sentence: 'Empty: each patch has that of the map at its place.' }
const ofPlace: Otherwise = { words: 'of the place', sentence: 'Empty: each patch has that of its place.' }

/** What a number of a patch is that isn't given for the whole sky; null if it must be. */
export function otherwiseOf({ name }: Pick<SampleNumber, 'name'>, from: SkyLevel['from'], size: number) {
  if (from === 'map' && templateNames(size).includes(name)) return ofMap
  return placeNames.some((one) => one === name) ? ofPlace : null
}
