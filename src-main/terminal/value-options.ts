import type { Command } from 'commander'
import { standardisations, type Scale, type Standardisation } from '../../src-shared/sky/scale.ts'
import { choiceOption } from './option-values.ts'

/** `--scale`: how a dataset's values are scaled. */
export const withScaleOption = (command: Command, scales: readonly Scale[]): Command =>
  command.option(
    '--scale <scale>',
    `${scales.join(', ')}, before standardising; default: log if all values are positive, otherwise linear. Q and U are always linear`,
    choiceOption('--scale', scales),
  )

/** `--standardisation`: by which mean and standard deviation scaled values are standardised. */
export const withStandardisationOption = (command: Command, standard: Standardisation): Command =>
  command.option(
    '--standardisation <kind>',
    'patch: each with its own mean and standard deviation; dataset: all with those of the training patches; none',
    choiceOption('--standardisation', standardisations),
    standard,
  )
