import type { ValidationResults } from './results.ts'

/**
 * The multipole up to which a median ratio or correlation stays above one half, in words.
 * @param multipole as `fallsBelow` gives it; null if it never falls below
 * @param firstBand middle of the first band with a value; null if not known
 */
export function reachText(multipole: number | null | undefined, firstBand: number | null): string {
  if (multipole === undefined) return ''
  if (multipole === null) return 'beyond the last band'
  return firstBand !== null && multipole <= firstBand ? 'below the first band' : String(Math.round(multipole))
}

/** Middle of the first band with a value; null if there is none. */
export function firstBandOf(ell: readonly number[], values: readonly (number | null)[]): number | null {
  return ell.find((_, band) => values[band] !== null) ?? null
}

/** A labelled multipole to mark in a spectrum. */
export interface ReachMark {
  name: string
  x: number
  /** Index in the palette. */
  colour: number
}

/**
 * Multipoles that show how far a model reaches: where half the power is left, for the reconstructions and for as many
 * principal components, and the limit of this many latents. The number comes first because small charts cut off long
 * names.
 */
export function reachMarks({
  standard,
  latents,
  latentCeiling,
}: Pick<ValidationResults, 'standard' | 'latents' | 'latentCeiling'>): ReachMark[] {
  const half = (set: 'reconstruction' | 'linear', name: string, colour: number): ReachMark[] => {
    const pair = standard.pairs[set]
    if (pair?.halfPower == null) return []
    const reach = reachText(pair.halfPower, firstBandOf(standard.ell, pair.ratio.median))
    const text = Number.isNaN(Number(reach)) ? `${name} ${reach}` : `ℓ = ${reach}, ${name}`
    return [{ name: text, x: pair.halfPower, colour }]
  }
  return [
    ...half('reconstruction', 'half power', 2),
    ...half('linear', 'half power, principal components', 1),
    { name: `ℓ = ${Math.round(latentCeiling)}, limit of ${latents.count} latents`, x: latentCeiling, colour: 6 },
  ]
}
