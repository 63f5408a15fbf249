import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { maskChoiceSchema, type MaskChoice } from '../../src-preload/contract/masks.ts'
import { refused } from '../../src-preload/rpc/errors.ts'
import { figureMasks } from '../../src-shared/sky/masks/figure-masks.ts'
import { maskNameFault } from '../../src-shared/sky/masks/mask-name.ts'
import { largestRadius } from '../../src-shared/sky/sources/source-in-row.ts'
import { hasMask } from '../application/masks/library.ts'
import { maskOfFile } from '../application/masks/mask-of-file.ts'
import { usualShelf } from '../application/masks/shelf.ts'
import { UsageError } from './exit-code.ts'
import { numberOption } from './option-values.ts'

/** Values of the options that say which mask a patch gets. */
export interface MaskOptions {
  mask: string
  maskRadius?: number
  maskColumn?: string
  maskThreshold?: number
}

/** `--mask`, and the options of masks from files. */
export const withMaskOptions = (command: Command): Command =>
  command
    .option(
      '--mask <mask>',
      `${figureMasks.join(', ')} (Fig. 6), random:SEED or random:SEED:SHARE, all (is seen: no hole), a saved mask by name, or a file: a picture (FITS image or .npy with 1 = observed, 0 = hole), a HEALPix map, or a list of sources (.csv or FITS table)`,
      'disc',
    )
    .option(
      '--mask-radius <arcmin>',
      'radius of the sources in a list that have none of their own',
      numberOption('--mask-radius', { min: 1e-3, max: 60 * largestRadius }),
    )
    .option('--mask-column <name>', 'column of a mask map, by name or number from 1; default: the first')
    .option(
      '--mask-threshold <value>',
      'a mask map is observed where it is above this (default: 0.5)',
      numberOption('--mask-threshold'),
    )

/**
 * The mask that the options choose; a file is looked into.
 * @throws UsageError; what `maskOfFile` throws
 */
export async function maskOf(options: MaskOptions): Promise<MaskChoice> {
  const { mask, maskRadius, maskColumn, maskThreshold } = options
  const choice = await maskInWords(mask, options)
  const refuse = (option: string, what: string) => {
    throw new UsageError(`${option} is for a mask from ${what}; ${mask} is none`)
  }
  if (maskRadius !== undefined && choice.kind !== 'sources') refuse('--mask-radius', 'a list of sources')
  if (maskColumn !== undefined && choice.kind !== 'map') refuse('--mask-column', 'a HEALPix map')
  if (maskThreshold !== undefined && choice.kind !== 'map') refuse('--mask-threshold', 'a HEALPix map')
  return choice
}

/** A mask in the words of `--mask`, with the options that are for masks of its kind. @throws as `maskOf` */
export const maskInWords = async (
  mask: string,
  { maskRadius: radius, maskColumn: column, maskThreshold: threshold }: Omit<MaskOptions, 'mask'>,
): Promise<MaskChoice> => maskChoiceSchema.parse({ ...(await choiceOf(mask)), radius, column, threshold })

async function choiceOf(mask: string): Promise<MaskChoice> {
  if ((figureMasks as readonly string[]).includes(mask)) return maskChoiceSchema.parse({ kind: mask })
  if (mask === 'all') return { kind: 'all' }
  if (mask === 'none') throw new UsageError('--mask none leaves nothing of the patch to see; --mask all has no hole')
  if (mask.startsWith('random:')) return randomOf(mask)
  if (hasMask(usualShelf().library, mask)) return { kind: 'saved', name: mask }
  if (maskNameFault(mask) === null && !existsSync(mask))
    throw refused(mask, '', 'there is no such file, and no saved mask of this name; cirrus mask list shows those')
  return maskOfFile(mask)
}

function randomOf(mask: string): MaskChoice {
  const [, seed, share] = /^random:(\d+)(?::([\d.]+))?$/.exec(mask) ?? []
  const parsed = maskChoiceSchema.safeParse({
    kind: 'random',
    seed: Number(seed),
    share: share === undefined ? null : Number(share),
  })
  if (parsed.success) return parsed.data
  throw new UsageError(`--mask takes random:SEED, or random:SEED:SHARE with a share from 0.001 to 0.9, not "${mask}"`)
}
