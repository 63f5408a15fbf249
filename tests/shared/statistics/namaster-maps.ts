import { apodise } from '../../../src-shared/statistics/apodise.ts'
import namaster from '../../reference/namaster.json' with { type: 'json' }
import { signal } from './signal.ts'

const { nx, ny, pixel, edges } = namaster

/** Patch, bands, maps and masks of tests/reference/namaster.py. */
export const namasterPatch = {
  rows: ny,
  columns: nx,
  lx: (nx * pixel * Math.PI) / 180,
  ly: (ny * pixel * Math.PI) / 180,
}

export const namasterBands = edges.slice(1).map((to, i) => ({ from: edges[i], to }))

export const namasterMap = (which: number): Float64Array =>
  signal(4 * nx * ny).subarray(which * nx * ny, (which + 1) * nx * ny)

export const framedMask = Float64Array.from({ length: nx * ny }, (_, at) => {
  const [i, j] = [at % nx, Math.floor(at / nx)]
  const frame = i < 2 || i >= nx - 2 || j < 2 || j >= ny - 2
  const hole = (i - 12) ** 2 + (j - 20) ** 2 <= 16
  return frame || hole ? 0 : 1 - (0.5 * i) / nx
})

export const apodisedMask = apodise(framedMask, ny, nx, { length: 1.3, pixel, outside: 'seen' })

/** One that falls to 0 smoothly with its slope, as purification needs it. */
export const softMask = Float64Array.from({ length: nx * ny }, (_, at) => {
  const rise = (pixel: number, count: number) => 1 - Math.cos((2 * Math.PI * (pixel + 0.5)) / count)
  return (rise(at % nx, nx) * rise(Math.floor(at / nx), ny)) / 4
})

/** A mask that is its own mirror image. */
export const evenMask = Float64Array.from(
  { length: nx * ny },
  (_, at) => Math.sin((Math.PI * ((at % nx) + 0.5)) / nx) * Math.sin((Math.PI * (Math.floor(at / nx) + 0.5)) / ny),
)
