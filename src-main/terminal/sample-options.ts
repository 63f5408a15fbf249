import { datasetSplits } from '../../src-shared/sky/patch-choice/dataset-splits.ts'
import { wrapLongitude, type Position } from '../../src-shared/sky/position.ts'
import type { PlaceChoice } from '../../src-preload/contract/samples.ts'
import { UsageError } from './exit-code.ts'

export interface GivenOptions {
  mean?: number
  std?: number
  /** Words name=value. */
  condition: string[]
}

export interface PlaceOptions {
  /** Words lon,lat. */
  at: string[]
  positions?: string
}

/** The numbers that all samples are given. @throws UsageError for a word that is none, or a name given twice */
export function givenOf({ mean, std, condition }: GivenOptions): Record<string, number> {
  const given: Record<string, number> = {}
  const put = (name: string, value: number) => {
    if (name in given) throw new UsageError(`${name} is given twice`)
    given[name] = value
  }
  if (mean !== undefined) put('mean', mean)
  if (std !== undefined) put('std', std)
  for (const word of condition) {
    const [, name, text] = /^([^=]+)=(.+)$/.exec(word) ?? []
    const value = Number(text)
    if (name === undefined || text.trim() === '' || !Number.isFinite(value))
      throw new UsageError(`--condition takes name=value with a number, such as latitude=40, not "${word}"`)
    put(name.trim(), value)
  }
  return given
}

/** Where samples are to lie; null without a place. @throws UsageError */
export function placesOf({ at, positions }: PlaceOptions): PlaceChoice | null {
  if (at.length > 0 && positions !== undefined) throw new UsageError('--at and --positions both say where: give one')
  if (positions === undefined) return at.length > 0 ? { kind: 'at', at: at.map(positionIn) } : null
  const split = datasetSplits.find((one) => one === positions)
  return split ? { kind: 'split', split } : { kind: 'file', path: positions }
}

function positionIn(word: string): Position {
  const [lon, lat, ...others] = word.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  if (others.length > 0 || !Number.isFinite(lon) || !(Math.abs(lat) <= 90))
    throw new UsageError(`--at takes a longitude and a latitude in Galactic degrees, such as 120.5,-30, not "${word}"`)
  return { lon: wrapLongitude(lon), lat }
}
