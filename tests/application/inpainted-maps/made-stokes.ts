import { join } from 'node:path'
import { cutDataset } from '../../../src-main/application/datasets/cut-dataset.ts'
import { writeHealpixMap } from '../../../src-main/sky/fits/write-map.ts'
import { datasetRecipeSchema } from '../../../src-preload/contract/datasets.ts'
import type { Channel } from '../../../src-shared/sky/channels.ts'
import type { Frame, Ordering } from '../../../src-shared/sky/healpix/map.ts'
import { pix2ang } from '../../../src-shared/sky/healpix/pix2ang.ts'

export const nside = 64
const radians = Math.PI / 180

/**
 * A sky without small scales: I of l = 1, and E modes of l = 2, m = 2, whose Q and U (COSMO) turn twice around near a pole:
 * what is interpolated of them on the meridians of single pixels is wrong by as much as they are.
 */
export const stokes: Record<Channel, (lon: number, lat: number) => number> = {
  I: (_, lat) => 3 + Math.sin(lat * radians),
  Q: (lon, lat) => (1 + Math.sin(lat * radians) ** 2) * Math.cos(2 * lon * radians),
  U: (lon, lat) => -2 * Math.sin(lat * radians) * Math.sin(2 * lon * radians),
}

/** Writes it, with one more column of the pixels' numbers. */
export async function writeStokes(
  path: string,
  options: { ordering?: Ordering; coordsys?: Frame; polcconv?: 'COSMO' | 'IAU' } = {},
): Promise<string> {
  const { ordering = 'RING', coordsys = 'G', polcconv = 'COSMO' } = options
  const column = (name: string, value: (pixel: number) => number) => ({
    ...({ name, unit: 'K_CMB', type: 'float32' } as const),
    values: Float32Array.from({ length: 12 * nside ** 2 }, (_, pixel) => value(pixel)),
  })
  const sign = polcconv === 'IAU' ? -1 : 1
  const at = (channel: Channel) => (pixel: number) => stokes[channel](...pix2ang(nside, ordering, pixel))
  await writeHealpixMap(path, {
    ...{ nside, ordering, coordsys, history: [], cards: [{ keyword: 'POLCCONV', value: polcconv }] },
    columns: [
      column('I_STOKES', at('I')),
      column('Q_STOKES', at('Q')),
      column('HITS', (pixel) => pixel),
      column('U_STOKES', (pixel) => sign * at('U')(pixel)),
    ],
  })
  return path
}

/** A dataset of its patches, 16 px and 12 degrees wide. */
export async function cutStokes(root: string, channels: 'IQU' | 'QU' = 'IQU', changes: object = {}): Promise<string> {
  const path = await writeStokes(join(root, 'sky.fits'))
  const folder = join(root, `dataset-${channels}`)
  const usual = { size: 16, width: 12, step: 12, minLatitude: 20, channels, scale: 'linear' }
  await cutDataset({ path, recipe: datasetRecipeSchema.parse({ ...usual, ...changes }), folder })
  return folder
}
