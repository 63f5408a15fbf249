import type { Command } from 'commander'
import { describeMap } from '../application/maps/describe-map.ts'
import { addMapAssembleCommand } from './map-assemble.ts'
import { addMapConvertCommand } from './map-convert.ts'
import { addMapDownloadCommand } from './map-download.ts'
import { addMapImageCommand } from './map-image.ts'
import { addMapJoinCommand } from './map-join.ts'
import { withOverrides, type MapOptions } from './map-options.ts'
import { numberOption } from './option-values.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus map info FILE`: describes a FITS file as JSON; and the other commands about maps. */
export function addMapCommand(program: Command, terminal: Terminal) {
  const { output, signal } = terminal
  const map = program.command('map').description('inspect, download, convert and assemble sky maps')
  withOverrides(map.command('info'))
    .argument('<file>', 'HEALPix map or image, FITS, plain or compressed')
    .option('--json', 'the default: stdout is one JSON object')
    .option('--cards', 'with the cards of all headers')
    .option(
      '--histogram <bins>',
      'with the histogram of every column of a map: counts between its extremes',
      numberOption('--histogram', { min: 1, max: 4096, integer: true }),
    )
    .description('header and statistics of every column, as JSON')
    .action(async (file: string, options: MapOptions & { cards?: boolean; histogram?: number }) =>
      output.json(await describeMap(file, { ...options, signal })),
    )
  addMapConvertCommand(map, terminal)
  addMapJoinCommand(map, terminal)
  addMapImageCommand(map, terminal)
  addMapDownloadCommand(map, terminal)
  addMapAssembleCommand(map, terminal)
}
