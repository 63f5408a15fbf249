import type { FlatSky } from './bands.ts'
import { squaredDistanceToMasked } from './distance-to-masked.ts'

/** How a mask falls to zero at its borders (Grain, Tristram & Stompor 2009, Sec. V; NaMaster's C1 and C2). */
export type Apodization = 'C1' | 'C2'

/** Weight at x = distance to the nearest masked pixel / apodisation length, for x < 1; 1 beyond. */
const weightAt: Record<Apodization, (x: number) => number> = {
  C1: (x) => x - Math.sin(2 * Math.PI * x) / (2 * Math.PI),
  C2: (x) => (1 - Math.cos(Math.PI * x)) / 2,
}

/**
 * A mask that falls smoothly to zero; distances are linear in angle on the flat sky.
 * @param mask [ny, nx]; pixels at or below 0 are masked, others keep their weight
 * @param length apodisation length in degrees; 0 leaves the mask as it is
 */
export function apodize(mask: ArrayLike<number>, sky: FlatSky, length: number, kind: Apodization = 'C1'): Float64Array {
  if (!(length > 0)) return Float64Array.from(mask)
  const scale = (length * Math.PI) / 180
  const squared = squaredDistanceToMasked(mask, sky.nx, sky.ny, sky.lx / sky.nx, sky.ly / sky.ny)
  return Float64Array.from(mask, (weight, i) => {
    const x = Math.sqrt(squared[i]) / scale
    return x < 1 ? weight * weightAt[kind](x) : weight
  })
}

/** A mask of ones within a border of zeros one pixel wide, so that apodisation starts at the border of the image. */
export function borderMask({ nx, ny }: Pick<FlatSky, 'nx' | 'ny'>): Float64Array {
  return Float64Array.from({ length: nx * ny }, (_, i) => {
    const x = i % nx
    const y = Math.floor(i / nx)
    return x === 0 || y === 0 || x === nx - 1 || y === ny - 1 ? 0 : 1
  })
}
