import { join } from 'node:path'
import { writeHealpixMap, type WrittenMap } from '../../src-main/sky/fits/write-map.ts'

/** Values of a column, with digits that single precision loses; every 11th pixel is missing. */
const scattered = (count: number, scale: number) =>
  Float64Array.from({ length: count }, (_, i) => (i % 11 === 3 ? NaN : scale * (((i * 37) % 101) / 7 - 5)))

const map = (nside: number, changes: Partial<WrittenMap>, count = 12 * nside ** 2): WrittenMap => ({
  nside,
  ordering: 'RING',
  coordsys: 'G',
  columns: [
    { name: 'I_STOKES', unit: 'K_CMB', type: 'float64', values: scattered(count, 1e-4) },
    { name: 'Q_STOKES', unit: 'K_CMB', type: 'float32', values: scattered(count, -3) },
    { name: 'HITS', unit: '', type: 'float32', values: scattered(count, 1e9) },
  ],
  cards: [{ keyword: 'POLCCONV', value: 'COSMO' }],
  history: ['Made for a test.'],
  ...changes,
})

/** Maps of every kind that `writeHealpixMap` writes. */
export const writtenMaps: Record<string, WrittenMap> = {
  'ring-16.fits': map(16, {}),
  'nested-8.fits': map(8, { ordering: 'NESTED', coordsys: 'C' }),
  'ring-3.fits': map(3, { coordsys: null }),
  'partial-ring-4.fits': map(4, { coordsys: 'E', pixels: Uint32Array.of(0, 5, 17, 64, 191) }, 5),
  'partial-nested-64.fits': map(
    64,
    { ordering: 'NESTED', pixels: Uint32Array.from({ length: 50 }, (_, i) => 983 * i) },
    50,
  ),
}

/** Writes them all: node tests/reference/written-maps.ts FOLDER */
export async function writeMaps(folder: string): Promise<void> {
  for (const [name, written] of Object.entries(writtenMaps)) await writeHealpixMap(join(folder, name), written)
}

if (process.argv[1] === import.meta.filename) await writeMaps(process.argv[2])
