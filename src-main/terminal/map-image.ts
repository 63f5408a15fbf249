import type { Command } from 'commander'
import { writeViewImage } from '../application/maps/view-image.ts'
import { viewProjections, widestView, type ViewProjection } from '../../src-shared/sky/projection/wcs-of-view.ts'
import { UsageError } from './exit-code.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'

const pixels = { min: 8, max: 8192, integer: true }

/** `cirrus map image FILE --out FILE`: a view of a map as a FITS image. */
export function addMapImageCommand(map: Command, { output, signal }: Terminal) {
  withOverwrite(withMapOptions(map.command('image')))
    .argument('<file>', 'HEALPix map or image, FITS, plain or gzipped')
    .requiredOption('--out <file>', 'output file, .fits')
    .description("write a view of a map as a FITS image with its WCS, Galactic, in the map's unit")
    .option(
      '--projection <code>',
      'MOL (Mollweide), SIN (orthographic), TAN (gnomonic) or STG (stereographic)',
      choiceOption('--projection', viewProjections),
      'MOL',
    )
    .option('--lon <degrees>', 'Galactic longitude of the centre', numberOption('--lon', { min: -360, max: 720 }), 0)
    .option('--lat <degrees>', 'Galactic latitude of the centre', numberOption('--lat', { min: -90, max: 90 }), 0)
    .option('--fov <degrees>', 'sky across the image; default: all', numberOption('--fov', { min: 1e-3, max: 1440 }))
    .option('--width <pixels>', 'columns', numberOption('--width', pixels), 1024)
    .option('--height <pixels>', 'rows; default: half as many for MOL, else as many', numberOption('--height', pixels))
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { json, ...options }: ImageOptions) => {
      const { out, overwrite, projection, lon, lat, width, column, coordsys, polcconv } = options
      if (!/\.fits?$/i.test(out)) throw new UsageError(`--out must end in .fits, not "${out}"`)
      const fov = options.fov ?? widestView[projection]
      const height = options.height ?? (projection === 'MOL' ? Math.round(width / 2) : width)
      const view = { projection, lon, lat, fov, width, height }
      const written = await writeViewImage({ path: file, column, coordsys, polcconv, ...view, out, overwrite, signal })
      if (json) return output.json(written)
      output.table([
        ['wrote', written.out],
        ['view', `${projection}, ${fov} deg wide, centre l ${lon}  b ${lat}`],
        ['pixels', `${width} x ${height}, ${written.missing} without data`],
        ['column', `${written.column}${written.unit === '' ? '' : ` [${written.unit}]`}`],
      ])
    })
}

interface ImageOptions extends MapOptions {
  out: string
  overwrite?: boolean
  projection: ViewProjection
  lon: number
  lat: number
  fov?: number
  width: number
  height?: number
  json?: boolean
}
