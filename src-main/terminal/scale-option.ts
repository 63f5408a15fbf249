import type { Command } from 'commander'
import type { Scale } from '../../src-shared/sky/scale.ts'
import { choiceOption } from './option-values.ts'

/** `--scale`: how a dataset's values are scaled. */
export const withScaleOption = (command: Command, scales: readonly Scale[]): Command =>
  command.option(
    '--scale <scale>',
    `${scales.join(', ')}, before standardising; default: log if all values are positive, otherwise linear. Q and U are always linear`,
    choiceOption('--scale', scales),
  )
