import type { Command } from 'commander'
import {
  plainRecipe,
  readBands,
  spectrumRecipeSchema,
  taperSchema,
  type SpectrumRecipe,
} from '../../src-shared/statistics/spectrum-recipe.ts'
import { UsageError } from './exit-code.ts'
import { choiceOption, numberOption } from './option-values.ts'

/** The options of `addSpectrumOptions` as commander returns them. */
export interface SpectrumOptions {
  taper: SpectrumRecipe['taper']
  apodize?: number
  bin?: NonNullable<SpectrumRecipe['bands']>
  mask?: string
  beam?: number
  pixelWindow?: boolean
}

/** Side of the maps or patches of a file. */
export const widthOption = () => numberOption('--width', { min: 1e-3, max: 180 })

/** Options for measuring spectra, shared by all commands that do. */
export function addSpectrumOptions(command: Command): Command {
  return command
    .option(
      '--bin <multipoles>',
      'width of the bands, or all their edges, as 40,100,200; default: 90, wider on narrow fields',
      bandsOption,
    )
    .option(
      '--taper <kind>',
      'taper of the weights at the border and at holes: C1, C2, Smooth',
      choiceOption('--taper', taperSchema.options),
      plainRecipe.taper,
    )
    .option(
      '--apodize <degrees>',
      'length of the taper (standard deviation for Smooth); 0 for none; default: 1, at most an eighth of the field',
      numberOption('--apodize', { min: 0, max: 45 }),
    )
    .option('--mask <file>', 'weights of the spectra, .npy or FITS image; 1 keeps a pixel, 0 drops it')
    .option(
      '--beam <arcmin>',
      'full width at half maximum of a Gaussian beam to divide out',
      numberOption('--beam', { min: 1e-3, max: 600 }),
    )
    .option('--pixel-window', 'also divide out the average over square pixels')
}

/** The recipe set by the options. */
export const recipeOf = ({ taper, apodize, bin, mask, beam, pixelWindow }: SpectrumOptions): SpectrumRecipe =>
  spectrumRecipeSchema.parse({ taper, apodize, bands: bin, mask, beam, pixelWindow })

/** @throws UsageError */
function bandsOption(text: string) {
  const bands = readBands(text)
  if (typeof bands === 'object' && 'misfit' in bands) throw new UsageError(`--bin takes ${bands.misfit}; not "${text}"`)
  return bands
}
