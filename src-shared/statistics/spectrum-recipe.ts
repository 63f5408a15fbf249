import { fileName } from '../text/file-name.ts'
import { z } from 'zod'
import type { Misread } from '../study/search-words.ts'

/** How weights rise from a border: C1 and C2 of Grain, Tristram & Stompor 2009, Smooth of NaMaster. */
export const taperSchema = z.enum(['C1', 'C2', 'Smooth'])

/** Bands of equal width in multipoles, from 0; or all edges, ascending: each band ends where the next begins. */
export const bandsSchema = z.union([
  z.number().min(1),
  z
    .array(z.number().min(0))
    .min(2)
    .max(2000)
    .refine((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]), 'edges of bands ascend'),
])
export type Bands = z.infer<typeof bandsSchema>

/**
 * How power spectra are measured: the same for a map in a file, for two sets of patches, and for the validation of a
 * run. Null means the usual value. An empty recipe is that of the paper's Fig. 4, and of results stored before recipes
 * existed.
 */
export const spectrumRecipeSchema = z.object({
  taper: taperSchema.default('C1'),
  /** Degrees over which weights rise (C1, C2), or standard deviation of their Gaussian (Smooth); 0 for none. */
  apodize: z.number().min(0).max(45).nullable().default(null),
  bands: bandsSchema.nullable().default(null),
  /** File of weights, an image of the maps' size; its holes are tapered too. */
  mask: z.string().min(1).nullable().default(null),
  /** Full width at half maximum of a Gaussian beam to divide out of the powers, arcmin. */
  beam: z.number().gt(0).max(600).nullable().default(null),
  /** Whether to divide out the pixel window too: for patches whose pixels are means over squares, not point samples. */
  pixelWindow: z.boolean().default(false),
})
export type SpectrumRecipe = z.infer<typeof spectrumRecipeSchema>

/** The recipe of Fig. 4. */
export const plainRecipe: SpectrumRecipe = spectrumRecipeSchema.parse({})

/** The usual taper in degrees: 1, on narrow patches an eighth. @param width side in degrees */
export const usualTaper = (width: number) => Math.min(1, width / 8)

/** The usual width of a band: 90 multipoles, on narrow patches the narrowest that their width resolves. */
export const usualBand = (width: number) => Math.max(90, Math.ceil((2 * 360) / width))

/** Whether two recipes are the same. */
export const sameRecipe = (a: SpectrumRecipe, b: SpectrumRecipe) => JSON.stringify(a) === JSON.stringify(b)

/** Bands as a word of a command line: `90`, or `40,100,200`. */
export const writeBands = (bands: Bands) => (Array.isArray(bands) ? bands.join(',') : String(bands))

/** Reads such a word; edges are separated by blanks or commas, as in a form. */
export function readBands(text: string): Bands | Misread {
  const numbers = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number)
  const parsed = bandsSchema.safeParse(numbers.length === 1 ? numbers[0] : numbers)
  if (parsed.success) return parsed.data
  return { misfit: 'a width of 1 or more, or two or more ascending edges separated by commas, such as 40,100,200' }
}

/** The options of `cirrus spectrum`, `compare` and `reconstruct --report` for values other than the usual ones. */
export function recipeOptions(recipe: SpectrumRecipe): (string | [string, string | number])[] {
  const { taper, apodize, bands, mask, beam, pixelWindow } = recipe
  return [
    ...(taper === plainRecipe.taper ? [] : [['--taper', taper] as [string, string]]),
    ...(apodize === null ? [] : [['--apodize', apodize] as [string, number]]),
    ...(bands === null ? [] : [['--bin', writeBands(bands)] as [string, string]]),
    ...(mask === null ? [] : [['--mask', mask] as [string, string]]),
    ...(beam === null ? [] : [['--beam', beam] as [string, number]]),
    ...(pixelWindow ? ['--pixel-window'] : []),
  ]
}

/**
 * A recipe in words: "C1 taper of 1°, bands of 90 multipoles".
 * @param width side of the patches in degrees, which decides what is usual
 */
export function recipeWords({ taper, apodize, bands, mask, beam, pixelWindow }: SpectrumRecipe, width: number): string {
  const length = apodize ?? usualTaper(width)
  const wide = bands ?? usualBand(width)
  const divided = [...(beam === null ? [] : [`a beam of ${beam}′`]), ...(pixelWindow ? ['pixels'] : [])]
  return [
    length === 0 ? 'no taper' : `${taper} taper of ${Number(length.toPrecision(4))}°`,
    Array.isArray(wide) ? edgesInWords(wide) : `bands of ${wide} multipoles`,
    ...(mask === null ? [] : [`mask ${fileName(mask)}`]),
    ...(divided.length > 0 ? [`${divided.join(' and ')} divided out`] : []),
  ].join(', ')
}

/** Most edges written on one line. */
const mostEdges = 8

const edgesInWords = (edges: readonly number[]) =>
  edges.length <= mostEdges
    ? `bands between ℓ = ${edges.join(', ')}`
    : `${edges.length - 1} bands from ℓ = ${edges[0]} to ${edges.at(-1)}`
