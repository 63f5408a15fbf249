import type { Command } from 'commander'
import { convertMap } from '../application/maps/convert/convert-map.ts'
import { frequencyFor } from '../application/maps/map-frequency.ts'
import { MAX_NSIDE, type Frame, type Ordering } from '../../src-shared/sky/healpix/map.ts'
import { polarisationConventions, type PolarisationConvention } from '../../src-shared/sky/polarisation.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { withOverwrite } from './overwrite-option.ts'
import type { Terminal } from './terminal.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

const frames: readonly Frame[] = ['G', 'C', 'E']

/** `cirrus map convert FILE --out FILE`: a map in another ordering, nside, frame or unit; an image as a HEALPix map. */
export function addMapConvertCommand(map: Command, { output, signal }: Terminal) {
  withOverwrite(withUnitOptions(map.command('convert')))
    .argument('<file>', 'HEALPix map or image with celestial coordinates, FITS, plain or gzipped')
    .requiredOption('--out <file>', 'output file, .fits')
    .description(
      'write a map in another ordering, nside (as ud_grade of healpy) or frame (by interpolation), or in another unit; what is not given stays as it is. Images become HEALPix maps: bilinear values at the pixel centres, averaged in larger pixels',
    )
    .option('--ordering <ordering>', 'RING or NESTED', choiceOption('--ordering', ['RING', 'NESTED']))
    .option(
      '--nside <number>',
      'smaller: mean of the pixels that have a value; larger: values repeated. Of an image by default the power of two nearest to its resolution',
      numberOption('--nside', { min: 1, max: MAX_NSIDE, integer: true }),
    )
    .option(
      '--coordsys <frame>',
      'frame to rotate to by bilinear interpolation; Q and U are turned to its axes: G (Galactic), C (equatorial J2000) or E (ecliptic)',
      choiceOption('--coordsys', frames),
    )
    .option(
      '--polcconv <convention>',
      'sign convention of U in the new map: COSMO (HEALPix) or IAU; default: that of the original',
      choiceOption('--polcconv', polarisationConventions),
    )
    .option('--column <name>', 'one column of the map, by name or number from 1; default: all')
    .option(
      '--input-coordsys <frame>',
      'frame of the map as it is, overriding its header: G, C or E',
      choiceOption('--input-coordsys', frames),
    )
    .option(
      '--input-polcconv <convention>',
      'sign convention of U in the map as it is, overriding its header: COSMO or IAU',
      choiceOption('--input-polcconv', polarisationConventions),
    )
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { json, ...options }: ConvertOptions) => {
      if (!/\.fits?$/i.test(options.out)) throw new UsageError(`--out must end in .fits, not "${options.out}"`)
      const converted = await convertMap({
        path: file,
        ...options,
        frequency: await frequencyFor(file, { ...options, coordsys: options.inputCoordsys }, output.note),
        signal,
        onPlan: ({ steps, leftOut }) => {
          for (const step of steps) output.note(step)
          for (const reason of leftOut) output.note(`Left out. ${reason}`)
        },
        onProgress: (fraction, column) => output.progress(fraction, `column ${column}`),
      })
      if (json) return output.json(converted)
      const { nside, ordering, coordsys, columns } = converted
      output.table([
        ['wrote', converted.out],
        ['map', `nside ${nside}, ${ordering}, ${coordsys ? `frame ${coordsys}` : 'frame not known'}`],
        ...columns.map(({ name, unit, type, missing }) => [
          'column',
          `${name}${unit === '' ? '' : ` [${unit}]`}, ${type}${missing === 0 ? '' : `, ${missing} missing`}`,
        ]),
      ])
    })
}

interface ConvertOptions extends UnitOptions {
  out: string
  overwrite?: boolean
  ordering?: Ordering
  nside?: number
  coordsys?: Frame
  column?: string
  inputCoordsys?: Frame
  polcconv?: PolarisationConvention
  inputPolcconv?: PolarisationConvention
  json?: boolean
}
