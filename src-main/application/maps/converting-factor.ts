import { refused } from '../../../src-preload/rpc/errors.ts'
import { SkyError } from '../../../src-shared/sky/sky-error.ts'
import { unitFactor } from '../../../src-shared/sky/units.ts'

/** The unit to convert to, and the frequency in GHz at which; without a unit, values stay as they are. */
export interface Conversion {
  unit?: string
  frequency?: number
}

/**
 * What to multiply values by, and the unit that they then have.
 * @param place of the unit in the file, for the refusal
 * @throws CirrusError refused, with the field `unit`, for units that can't be converted
 */
export function convertingFactor<U extends string | null>(
  { unit, frequency }: Conversion,
  file: string,
  place: string,
  from: U,
): { factor: number; unit: U | string } {
  if (unit === undefined) return { factor: 1, unit: from }
  try {
    return { factor: unitFactor(from ?? '', unit, frequency ?? null), unit }
  } catch (error) {
    if (!(error instanceof SkyError)) throw error
    throw refused(file, place, error.reason, 'unit')
  }
}

/** The conversion in words, for a file's history. */
export const conversionNote = ({ unit, frequency }: Conversion, from: string) =>
  `Converted from ${from} to ${unit}${frequency === undefined ? '' : ` at ${frequency} GHz, monochromatic`}.`
