import type { PictureScale } from '../composables/use-picture-scales.ts'

/** Which colours suit a picture: those of the sky, diverging ones about zero, or those of a non-negative quantity. */
export type PictureKind = 'sky' | 'residual' | 'deviation'

/** A square picture to measure: [size, size], row 0 at the bottom. All pictures beside each other have the same size. */
export interface MeasuredPicture {
  name: string
  values: ArrayLike<number>
  unit: string
  kind: PictureKind
  /** Centre on the sky, Galactic degrees, if it is known. */
  position: { lon: number; lat: number } | null
}

/** The pictures of a measurement. */
export interface MeasuredPictures {
  title: string
  size: number
  /** Degrees between the centres of the first and the last pixel. */
  width: number
  pictures: readonly MeasuredPicture[]
}

/** How a picture is coloured: `values` are those given, or their logarithms. */
export interface Colouring {
  values: ArrayLike<number>
  scale: PictureScale
  log: boolean
}

type ScaleOf = (pictures: readonly ArrayLike<number>[]) => PictureScale

/**
 * The colours of pictures, in their order.
 * @param matched whether pictures of one kind and unit share a scale
 * @param log whether those of the sky are shown in logarithms, if all their values are positive
 */
export function colouringsOf(
  pictures: readonly MeasuredPicture[],
  { matched, log }: { matched: boolean; log: boolean },
  of: Record<PictureKind, ScaleOf>,
): Colouring[] {
  const painted = pictures.map((picture) => {
    const inLog = log && hasLogarithms(picture)
    return { picture, log: inLog, values: inLog ? Float32Array.from(picture.values, Math.log) : picture.values }
  })
  const alike = ({ picture: { kind, unit }, log }: (typeof painted)[number]) => `${kind} ${unit} ${log}`
  const groups = Map.groupBy(painted, (one) => (matched ? alike(one) : one))
  const scales = new Map(
    [...groups].map(([key, group]) => [key, of[group[0].picture.kind](group.map(({ values }) => values))]),
  )
  return painted.map((one) => ({ ...one, scale: scales.get(matched ? alike(one) : one)! }))
}

/** Whether a picture can be shown in logarithms: it is one of the sky, and no value is zero or negative. */
export const hasLogarithms = ({ kind, values }: MeasuredPicture): boolean => {
  if (kind !== 'sky') return false
  for (let i = 0; i < values.length; i++) if (values[i] <= 0) return false
  return true
}
