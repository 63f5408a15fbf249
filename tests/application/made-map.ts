import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { formatInt16Map, type Int16Map } from '../../src-main/sky/fits/write-table.ts'
import { pix2ang } from '../../src-shared/sky/healpix/pix2ang.ts'
import type { HealpixMap } from '../../src-shared/sky/healpix/map.ts'

const scale = 1e-3
const noValue = -32768

/**
 * Writes a small HEALPix map of a function of the pixels' longitude and latitude (degrees, in the map's frame), to a
 * precision of 0.001; NaN becomes a missing pixel.
 */
export function writeMadeMap(
  path: string,
  values: (lon: number, lat: number) => number,
  options: Partial<Pick<Int16Map, 'nside' | 'ordering' | 'coordsys' | 'name' | 'unit' | 'cards'>> = {},
): string {
  const { nside = 16, ordering = 'RING' } = options
  const stored = Int16Array.from({ length: 12 * nside ** 2 }, (_, pixel) => {
    const value = values(...pix2ang(nside, ordering, pixel))
    return Number.isNaN(value) ? noValue : Math.round(value / scale)
  })
  mkdirSync(dirname(path), { recursive: true })
  const facts = { coordsys: 'G', name: 'I', unit: 'MJy/sr', cards: [], ...options } as const
  writeFileSync(
    path,
    formatInt16Map({ ...facts, nside, ordering, stored, scale, zero: 0, nullValue: noValue, history: [] }),
  )
  return path
}

/** A sky without a constant patch, between 5 and 15. */
export const waves = (lon: number, lat: number) =>
  10 + 3 * Math.sin((lon * Math.PI) / 30) * Math.cos((lat * Math.PI) / 180) + 2 * Math.sin((lat * Math.PI) / 25)

/** The same map in memory, RING. */
export function madeHealpix(
  values: (lon: number, lat: number) => number,
  nside = 16,
  frame: HealpixMap['frame'] = 'G',
): HealpixMap {
  const pixels = Float32Array.from({ length: 12 * nside ** 2 }, (_, pixel) => values(...pix2ang(nside, 'RING', pixel)))
  return { nside, ordering: 'RING', frame, values: pixels }
}
