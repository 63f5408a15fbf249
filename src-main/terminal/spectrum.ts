import type { Command } from 'commander'
import { spectrumOfFile } from '../application/maps/spectrum-of-file.ts'
import type { Frame } from '../../src-shared/sky/healpix/map.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { withMapOptions, type MapOptions } from './map-options.ts'
import { choiceOption, numberOption } from './option-values.ts'
import { addSpectrumOptions, recipeOf, widthOption, type SpectrumOptions } from './spectrum-options.ts'
import { latOption, lonOption, measurePatch, sizeOption, type Place } from './spectrum-patch.ts'
import { withUnitOptions, type UnitOptions } from './unit-options.ts'

/**
 * `cirrus spectrum FILE.npy --width DEG`: flat-sky power spectra as JSON, one row per map; for (Q, U), those of E and
 * B. `--cross` and `--splits` measure cross-spectra instead.
 */
export function addSpectrumCommand(program: Command, { output, signal }: Terminal) {
  const command = program
    .command('spectrum')
    .argument(
      '[file]',
      'one map [rows, columns] or several [maps, rows, columns], .npy or FITS image; (Q, U) as .npy [maps, 2, rows, columns], (I, Q, U) as [maps, 3, rows, columns]',
    )
    .option(
      '--width <degrees>',
      "side of a map from the first to the last pixel of a row, with square pixels; default: from an image's header",
      widthOption(),
    )
    .description('flat-sky pseudo-C_l with mode decoupling, as JSON; for (Q, U): EE, EB and BB')
    .option('--lon <degrees>', '<file> is a map of the sky: measure the patch at this Galactic longitude', lonOption())
    .option('--lat <degrees>', 'and this Galactic latitude', latOption())
    .option('--size <pixels>', 'pixels on a side of the patch; default: 256', sizeOption())
    .option('--u <file>', 'U maps; <file> then holds the Q maps')
    .option('--purify', 'purify B of (Q, U): E that the mask turns into B is taken out, not only on average')
    .option('--cross <file>', 'cross-spectra with these maps, such as the other half mission')
    .option('--cross-u <file>', 'U maps; --cross then holds the Q maps')
    .option('--cross-column <name>', 'column of --cross, if it is a map of the sky; default: the first')
    .option(
      '--cross-coordsys <frame>',
      'frame of --cross, overriding its header: G, C or E',
      choiceOption('--cross-coordsys', ['G', 'C', 'E']),
    )
    .option('--splits <files...>', 'instead of <file>: two or more maps of one sky; mean over all pairs, with scatter')
    .option('--noise <file>', 'noise maps: their mean spectra are subtracted')
    .option('--windows <file>', 'write the bandpower windows, .csv or .npy')
  withUnitOptions(addSpectrumOptions(withMapOptions(command)))
    .option(
      '--cross-frequency <GHz>',
      'frequency of the maps of --cross, if it is not --frequency',
      numberOption('--cross-frequency', { min: 1e-3, max: 1e6 }),
    )
    .option('--json', 'the default: stdout is one JSON object')
    .action(async (named: string | undefined, { width, u, polcconv, ...options }: CommandOptions) => {
      const [file, ...splits] = filesOf(named, options)
      const place = placeOf({ ...options, width, u, polcconv })
      if (place) return output.json(await measurePatch(file, place, options, { output, signal }))
      const { powers, leakage, unit, ...measured } = await spectrumOfFile({
        ...options,
        ...{ file, u: u ?? null, convention: polcconv ?? null, width: width ?? null, splits },
        recipe: recipeOf(options),
      })
      output.json({ ...measured, ...powers, ...(leakage && { leakage }), ...(unit !== null && { unit }) })
    })
}

/** The maps to read, of which all but the first are further splits. @throws UsageError for options that exclude each other */
function filesOf(named: string | undefined, { splits, cross, crossU, crossFrequency, noise }: Choices): string[] {
  if (!cross && (crossU || crossFrequency !== undefined))
    throw new UsageError('--cross-u and --cross-frequency need --cross')
  if (splits && (cross ?? noise)) throw new UsageError('--splits excludes --cross and --noise')
  if (cross && noise)
    throw new UsageError('--cross excludes --noise: independent noise adds nothing to cross-spectra on average')
  if (splits && named !== undefined) throw new UsageError('--splits names all maps; leave out <file>')
  const files = splits ?? (named === undefined ? [] : [named])
  if (files.length === 0) throw new UsageError('name a file of maps, or two or more with --splits')
  if (splits && splits.length < 2) throw new UsageError('--splits needs two files or more')
  return files
}

/** The patch to cut, if a place is given. @throws UsageError for options of the other kind of file */
function placeOf({ lon, lat, size = 256, width = 8, ...others }: CommandOptions): Place | null {
  const named = (names: readonly (keyof typeof others)[]) => names.filter((name) => others[name] !== undefined)
  const flags = (names: readonly string[]) =>
    names.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`).join(', ')
  if (lon === undefined && lat === undefined) {
    const unused = named(['column', 'coordsys', 'crossColumn', 'crossCoordsys'])
    if (unused.length > 0) throw new UsageError(`${flags(unused)}: for maps of the sky, with --lon and --lat`)
    return null
  }
  if (lon === undefined || lat === undefined) throw new UsageError('a patch needs both --lon and --lat')
  const excluded = named(['u', 'purify', 'crossU', 'polcconv', 'splits', 'noise', 'windows'])
  if (excluded.length > 0)
    throw new UsageError(
      `${flags(excluded)}: not with --lon and --lat; cut patches with cirrus patch, and measure those`,
    )
  return { lon, lat, size, width }
}

interface Choices {
  cross?: string
  crossU?: string
  crossColumn?: string
  crossCoordsys?: Frame
  crossFrequency?: number
  splits?: string[]
  noise?: string
}

interface CommandOptions extends SpectrumOptions, UnitOptions, MapOptions, Choices, Partial<Place> {
  u?: string
  purify?: boolean
  windows?: string
}
