import { extname } from 'node:path'
import type { Command } from 'commander'
import { cutPatchToFile } from '../application/maps/cut-patch.ts'
import { frequencyFor } from '../application/maps/map-frequency.ts'
import { exportFormatSchema } from '../../src-preload/contract/exports.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { samplingWarning } from '../../src-shared/sky/sampling.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

/** `cirrus patch FILE`: cuts one gnomonic patch into a .npy, .fits or .png file. */
export function addPatchCommand(program: Command, { output, signal }: Terminal) {
  const command = withOverwrite(withMapOptions(program.command('patch')))
    .argument('<file>', 'map: HEALPix, or an image with celestial coordinates')
    .description('cut one patch out of a map')
    .requiredOption(
      '--lon <degrees>',
      'Galactic longitude of the centre',
      numberOption('--lon', { min: -360, max: 720 }),
    )
    .requiredOption('--lat <degrees>', 'Galactic latitude of the centre', numberOption('--lat', { min: -90, max: 90 }))
    .requiredOption('--out <file>', 'output file: .npy, .fits or .png')
    .option('--size <pixels>', 'pixels on a side', numberOption('--size', { min: 8, max: 4096, integer: true }), 256)
    .option('--width <degrees>', 'side of the patch', numberOption('--width', { min: 1e-3, max: 60 }), 8)
  withUnitOptions(command)
    .option(
      '--channels <set>',
      "QU or IQU: Q and U of the map, turned to the patch's own axes, instead of one column",
      choiceOption('--channels', ['QU', 'IQU']),
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: PatchOptions) => {
      const format = exportFormatSchema.safeParse(extname(options.out).slice(1).toLowerCase())
      if (!format.success) throw new UsageError(`--out must end in .npy, .fits or .png, not "${options.out}"`)
      const { lon, lat, size, width, column, coordsys, polcconv, channels, unit, out, overwrite } = options
      const frequency = await frequencyFor(file, options, output.note)
      const map = { path: file, column, channels, coordsys, polcconv }
      const place = { lon, lat, size, width }
      const cut = await cutPatchToFile({
        ...map,
        ...place,
        unit,
        frequency,
        out,
        overwrite,
        format: format.data,
        signal,
      })
      const warning = samplingWarning(options, cut.grid)
      if (warning) output.note(warning)
      if (options.json) output.json(cut)
      else {
        output.table([
          ['wrote', cut.out],
          ['centre', `l ${lon}  b ${lat}`],
          ['pixels', `${size} x ${size}, ${width} deg wide`],
          ...(cut.channels ?? [{ channel: null, min: cut.min, max: cut.max }]).map(({ channel, min, max }) => [
            channel ? `range of ${channel}` : 'range',
            `${min.toPrecision(4)} to ${max.toPrecision(4)} ${cut.unit}`,
          ]),
        ])
      }
    })
}

interface PatchOptions extends MapOptions, UnitOptions {
  lon: number
  lat: number
  size: number
  width: number
  channels?: 'QU' | 'IQU'
  out: string
  overwrite?: boolean
  json?: boolean
}
