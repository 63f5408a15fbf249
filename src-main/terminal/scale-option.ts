import type { Command } from 'commander'
import { choiceOption } from './option-values.ts'

/** `--scale`: whether logarithms are taken of a dataset's values. */
export const withScaleOption = (command: Command): Command =>
  command.option(
    '--scale <scale>',
    'log or linear, before standardising; default: log if all values are positive, otherwise linear. Q and U are always linear',
    choiceOption('--scale', ['log', 'linear']),
  )
