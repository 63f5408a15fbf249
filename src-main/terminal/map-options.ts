import type { Command } from 'commander'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { polarisationConventions, type PolarisationConvention } from '../../src-shared/sky/polarisation.ts'
import { choiceOption } from './option-values.ts'

/** Values of the options shared by all commands that read a map. */
export interface MapOptions {
  column?: string
  coordsys?: Frame
  polcconv?: PolarisationConvention
}

/** `--coordsys` and `--polcconv`, for a map whose header says nothing about its frame and the sign of U, or errs. */
export const withOverrides = (command: Command): Command =>
  withPolcconv(
    command.option(
      '--coordsys <frame>',
      'frame of the map, overriding its header: G (Galactic), C (equatorial J2000) or E (ecliptic)',
      choiceOption('--coordsys', ['G', 'C', 'E']),
    ),
  )

const withPolcconv = (command: Command): Command =>
  command.option(
    '--polcconv <convention>',
    'sign convention of U, overriding the header: COSMO (HEALPix, the default without a card) or IAU',
    choiceOption('--polcconv', polarisationConventions),
  )

/** `--column`, `--coordsys` and `--polcconv`. */
export const withMapOptions = (command: Command): Command =>
  withOverrides(command.option('--column <name>', 'column of the map, by name or number from 1; default: the first'))
