import { z } from 'zod'
import type { Misread } from '../study/search-words.ts'

/** How weights rise from a border: C1 and C2 of Grain, Tristram & Stompor 2009, Smooth of NaMaster. */
export const taperSchema = z.enum(['C1', 'C2', 'Smooth'])

/** Bands of one width in multipoles, from 0 on; or all edges, ascending: each band ends where the next one begins. */
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
 * How power spectra are measured: the same for a map in a file, for two sets of patches, and for the validation of a run.
 * What is null is as usual; an empty recipe is that of the paper's Fig. 4, and of everything stored before there was one.
 */
export const spectrumRecipeSchema = z.object({
  taper: taperSchema.default('C1'),
  /** Degrees over which weights rise (C1, C2), or standard deviation of their Gaussian (Smooth); 0 for none. */
  apodize: z.number().min(0).max(45).nullable().default(null),
  bands: bandsSchema.nullable().default(null),
  /** File of weights, one picture as large as the maps; the taper goes round its holes too. */
  mask: z.string().min(1).nullable().default(null),
  /** Full width at half maximum of a Gaussian beam to divide out of the powers, arcmin. */
  beam: z.number().gt(0).max(600).nullable().default(null),
  /** Whether the mean over square pixels is divided out too: of patches whose pixels are means, not points. */
  pixelWindow: z.boolean().default(false),
})
export type SpectrumRecipe = z.infer<typeof spectrumRecipeSchema>

/** The recipe of Fig. 4. */
export const plainRecipe: SpectrumRecipe = spectrumRecipeSchema.parse({})

/** The usual taper in degrees: 1, on narrow patches an eighth. @param width side in degrees */
export const usualTaper = (width: number) => Math.min(1, width / 8)

/** The usual width of a band: 90 multipoles, on narrow patches the closest that their width tells apart. */
export const usualBand = (width: number) => Math.max(90, Math.ceil((2 * 360) / width))

/** Whether two recipes measure alike. */
export const sameRecipe = (a: SpectrumRecipe, b: SpectrumRecipe) => JSON.stringify(a) === JSON.stringify(b)

/** Bands as a word of a command line: `90`, or `40,100,200`. */
export const writeBands = (bands: Bands) => (Array.isArray(bands) ? bands.join(',') : String(bands))

/** Reads such a word; blanks and commas both part edges, as in a form. */
export function readBands(text: string): Bands | Misread {
  const numbers = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number)
  const parsed = bandsSchema.safeParse(numbers.length === 1 ? numbers[0] : numbers)
  if (parsed.success) return parsed.data
  return { misfit: 'a width of 1 or more, or two or more ascending edges with commas between, as 40,100,200' }
}

/** The options of `cirrus spectrum`, `compare` and `reconstruct --report` for what is not as usual. */
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
    ...(mask === null ? [] : [`mask ${mask.split(/[\\/]/).at(-1)}`]),
    ...(divided.length > 0 ? [`${divided.join(' and ')} divided out`] : []),
  ].join(', ')
}

/** Edges that fit on a line. */
const mostEdges = 8

const edgesInWords = (edges: readonly number[]) =>
  edges.length <= mostEdges
    ? `bands between ℓ = ${edges.join(', ')}`
    : `${edges.length - 1} bands from ℓ = ${edges[0]} to ${edges.at(-1)}`
