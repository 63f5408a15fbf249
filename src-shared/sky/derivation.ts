import type { PolarisationConvention } from './polarisation.ts'

/**
 * How a column is computed from stored ones, `from`, by name. The polarised intensity P = sqrt(Q^2 + U^2) and the
 * polarisation angle are made of Q, U; the polarisation fraction P / I of I, Q, U; bit `bit` (0 the least significant)
 * of a column of integers.
 */
export type Derivation =
  | { kind: 'P'; from: string[] }
  | { kind: 'angle'; from: string[]; convention: PolarisationConvention }
  | { kind: 'fraction'; from: string[] }
  | { kind: 'bit'; from: string[]; bit: number }

/** Whether a derived column has to be interpolated by its Stokes parameters: an angle has no mean, and P is not linear. */
export const isPolarisation = (derivation: Derivation | null | undefined): boolean =>
  derivation !== null && derivation !== undefined && derivation.kind !== 'bit'

/** Why patches of a column can't make a dataset: they are interpolated and standardised; null if they can. */
export const datasetRefusal = (derivation: Derivation | null | undefined): string | null =>
  derivation && isPolarisation(derivation)
    ? `it is computed from ${derivation.from.join(', ')}, so its patches can't be interpolated and standardised as a dataset's are; cut a dataset of these columns, with --channels QU or IQU`
    : null

const halfTurn = 180

/**
 * The polarisation angle in degrees, from 0 up to 180, as the IAU defines it: from north through east, in the frame of
 * Q and U (Hamaker & Bregman 1996, A&AS 117, 161). HEALPix has the other sign of U. NaN without polarisation.
 */
export function polarisationAngle(q: number, u: number, convention: PolarisationConvention): number {
  if (q === 0 && u === 0) return NaN
  const angle = (Math.atan2(convention === 'IAU' ? u : -u, q) * halfTurn) / (2 * Math.PI)
  const positive = angle < 0 ? angle + halfTurn : angle
  // Tiny negative angles round up to half a turn, at the latest in single precision; 0 is added to -0.
  return Math.fround(positive) >= halfTurn ? 0 : positive + 0
}

/** Bit `bit` of an integer of at most 2^53, negative ones in two's complement; NaN stays NaN. */
export const bitOf = (value: number, bit: number): number => Math.abs(Math.floor(value / 2 ** bit) % 2)

/**
 * Computes the values of a derived column. Missing values (NaN) of a part are missing in the result; so is the
 * fraction where I is not positive.
 * @param parts values of the columns of `from`, equally long
 * @param target for the result; may be one of the parts
 */
export function derive<T extends Float32Array | Float64Array>(
  derivation: Derivation,
  parts: readonly ArrayLike<number>[],
  target: T,
): T {
  const [a, b, c] = parts
  const count = a.length
  if (derivation.kind === 'P') for (let i = 0; i < count; i++) target[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i])
  else if (derivation.kind === 'fraction') {
    for (let i = 0; i < count; i++) target[i] = a[i] > 0 ? Math.sqrt(b[i] * b[i] + c[i] * c[i]) / a[i] : NaN
  } else if (derivation.kind === 'angle') {
    const { convention } = derivation
    for (let i = 0; i < count; i++) target[i] = polarisationAngle(a[i], b[i], convention)
  } else {
    const { bit } = derivation
    for (let i = 0; i < count; i++) target[i] = bitOf(a[i], bit)
  }
  return target
}
