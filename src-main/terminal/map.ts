import type { Command } from 'commander'
import { describeMap } from '../application/maps/describe-map.ts'
import { addMapAssembleCommand } from './map-assemble.ts'
import { addMapConvertCommand } from './map-convert.ts'
import { addMapDownloadCommand } from './map-download.ts'
import { withCoordsys, type MapOptions } from './map-options.ts'
import type { Terminal } from './terminal.ts'

/** `cirrus map info FILE`: describes a FITS file as JSON; and the other commands about maps. */
export function addMapCommand(program: Command, terminal: Terminal) {
  const { output, signal } = terminal
  const map = program.command('map').description('inspect, download, convert and assemble sky maps')
  withCoordsys(map.command('info'))
    .argument('<file>', 'HEALPix map or image, FITS, plain or gzipped')
    .option('--json', 'the default: stdout is one JSON object')
    .description('header and statistics of every column, as JSON')
    .action(async (file: string, { coordsys }: MapOptions) =>
      output.json(await describeMap(file, { coordsys, signal })),
    )
  addMapConvertCommand(map, terminal)
  addMapDownloadCommand(map, terminal)
  addMapAssembleCommand(map, terminal)
}
