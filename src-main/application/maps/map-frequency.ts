import { isSkyUnit, needsFrequency } from '../../../src-shared/sky/units.ts'
import { readFrequency } from '../../sky/fits/frequency-cards.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { Conversion } from './converting-factor.ts'

/**
 * The frequency of a conversion of units, or, where it needs one and none is given, that of the map's header, which is
 * said.
 * @throws FitsError for a file that is not a map
 */
export async function frequencyFor(
  file: string,
  { unit, frequency, column, coordsys }: Conversion & { column?: string; coordsys?: Frame },
  note: (text: string) => void,
): Promise<number | undefined> {
  if (unit === undefined || frequency !== undefined) return frequency
  const { unit: own, found } = await readFrequency(file, column, { coordsys, anyEquinox: true })
  if (found === null || !isSkyUnit(own) || !needsFrequency(own, unit)) return undefined
  note(`Frequency ${found.frequency} GHz from ${found.from}; --frequency gives another.`)
  return found.frequency
}
