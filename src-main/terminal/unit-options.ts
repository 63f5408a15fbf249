import type { Command } from 'commander'
import { skyUnits } from '../../src-shared/sky/units.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** Values of the options of `withUnitOptions`. */
export interface UnitOptions {
  unit?: string
  frequency?: number
}

/** `--unit` and `--frequency`: another unit of sky brightness than the map's. */
export const withUnitOptions = (command: Command): Command =>
  command
    .option('--unit <unit>', `convert to this unit: ${skyUnits.join(', ')}`, choiceOption('--unit', skyUnits))
    .option(
      '--frequency <GHz>',
      'frequency of the map, to convert between intensities and temperatures; default for maps: that of the header, if it has one',
      numberOption('--frequency', { min: 1e-3, max: 1e6 }),
    )
