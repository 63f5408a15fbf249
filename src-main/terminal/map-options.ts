import type { Command } from 'commander'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { choiceOption } from './option-values.ts'

/** Values of the options shared by all commands that read a map. */
export interface MapOptions {
  column?: string
  coordsys?: Frame
}

/** `--coordsys`, for a map whose header gives no frame or an unknown one. */
export const withCoordsys = (command: Command): Command =>
  command.option(
    '--coordsys <frame>',
    'frame of the map, overriding its header: G (Galactic), C (equatorial J2000) or E (ecliptic)',
    choiceOption('--coordsys', ['G', 'C', 'E']),
  )

/** `--column` and `--coordsys`. */
export const withMapOptions = (command: Command): Command =>
  withCoordsys(command.option('--column <name>', 'column of the map, by name or number from 1; default: the first'))
