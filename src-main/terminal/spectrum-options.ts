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

/** The options of `addSpectrumOptions` as commander hands them over. */
export interface SpectrumOptions {
  taper: SpectrumRecipe['taper']
  apodize?: number
  bin?: NonNullable<SpectrumRecipe['bands']>
  mask?: string
  beam?: number
  pixelWindow?: boolean
}

/** What a command takes where its options are left out. */
type Usual = Pick<SpectrumOptions, 'apodize' | 'bin'>

/** How spectra are measured, the same options wherever they are. */
export function addSpectrumOptions(command: Command, { apodize, bin }: Usual = {}): Command {
  return command
    .option(
      '--bin <multipoles>',
      `width of the bands, or all their edges, as 40,100,200${bin === undefined ? '; if left out 90, wider on narrow patches' : ''}`,
      bandsOption,
      bin,
    )
    .option(
      '--taper <kind>',
      'how weights rise from the border and from holes: C1, C2, Smooth',
      choiceOption('--taper', taperSchema.options),
      plainRecipe.taper,
    )
    .option(
      '--apodize <degrees>',
      `length of the taper (of Smooth the standard deviation); 0 for none${apodize === undefined ? '; if left out 1, at most an eighth of a patch' : ''}`,
      numberOption('--apodize', { min: 0, max: 45 }),
      apodize,
    )
    .option('--mask <file>', 'weights of the spectra, .npy or FITS image; 1 keeps a pixel, 0 drops it')
    .option(
      '--beam <arcmin>',
      'full width at half maximum of a Gaussian beam to divide out',
      numberOption('--beam', { min: 1e-3, max: 600 }),
    )
    .option('--pixel-window', 'divide the mean over square pixels out too')
}

/** The recipe that the options say. */
export const recipeOf = ({ taper, apodize, bin, mask, beam, pixelWindow }: SpectrumOptions): SpectrumRecipe =>
  spectrumRecipeSchema.parse({ taper, apodize, bands: bin, mask, beam, pixelWindow })

/** @throws UsageError */
function bandsOption(text: string) {
  const bands = readBands(text)
  if (typeof bands === 'object' && 'misfit' in bands) throw new UsageError(`--bin takes ${bands.misfit}; not "${text}"`)
  return bands
}
