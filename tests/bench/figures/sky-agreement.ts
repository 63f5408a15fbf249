import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CardValue } from '../../../src-main/sky/fits/card.ts'
import { readCompressedImage } from '../../../src-main/sky/fits/compressed/compressed-image.ts'
import { scanCompressed } from '../../../src-main/sky/fits/compressed/scan-compressed.ts'
import { readFitsHeader, withByteSource } from '../../../src-main/sky/fits/fits-file.ts'
import type { FitsHdu } from '../../../src-main/sky/fits/hdu.ts'
import { makeHeader } from '../../../src-main/sky/fits/header.ts'
import { readImageCoordinates } from '../../../src-main/sky/fits/image-coordinates.ts'
import { fillStokes, stokesRings } from '../../../src-main/sky/patches/cut-stokes.ts'
import { separation } from '../../../src-shared/sky/position.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import { tangentPlane } from '../../../src-shared/sky/projection/gnomonic.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import compressed from '../../reference/compressed-images.json' with { type: 'json' }
import stokes from '../../reference/stokes-patches.json' with { type: 'json' }
import wcs from '../../reference/wcs.json' with { type: 'json' }
import type { Figures } from '../bench.ts'
import type { Child } from '../child.ts'
import { evaluate } from '../row.ts'

/** Positions of images, values of compressed images, and patches of Q and U. */
export const skyAgreement: Figures = async (bench) => {
  const astropy = await bench.startPeer('astropy_peer.py')
  const rows = [
    evaluate({
      figure: `Positions of ${headers.length} images in ${codes.size} projections, largest difference from astropy`,
      unit: 'deg',
      ours: astropy && (await furthest(astropy)),
      goal: 1e-9,
    }),
    evaluate({
      figure: 'Positions of CSC, largest difference from its formula in double precision',
      unit: 'deg',
      ours: furthestFrom(cases['CSC, in double precision'], wcs.width),
      goal: 1e-9,
    }),
    evaluate({
      figure: `${Object.keys(compressed.cases).length} compressed images, those that differ from astropy in a bit`,
      unit: '',
      ours: astropy && (await differentImages(astropy)),
      goal: 0,
    }),
    evaluate({
      figure: `${patches.length} patches of Q and U, largest difference from healpy’s rotated frames over the largest P`,
      unit: '',
      ours: Math.max(...patches.map(stokesDifference)),
      goal: 1e-6,
    }),
  ]
  await astropy?.end()
  return rows
}

type Positions = Record<'lon' | 'lat', (number | null)[]>
type Case = Positions & { cards: Record<string, CardValue> }
const cases = wcs.cases as unknown as Record<string, Case>
/** WCSLIB computes CSC in single precision; other equinoxes are conversions after the projection. */
const headers = Object.entries(cases).flatMap(([name, { cards }]) =>
  name.startsWith('CSC') || cards.EQUINOX !== undefined ? [] : [cards],
)
const codes = new Set(headers.map(({ CTYPE1 }) => String(CTYPE1).slice(5, 8)))

/** Pixels along each side of the images, between and beyond those of the stored numbers. */
const across = 29
const spacing = 0.37

async function furthest(astropy: Child): Promise<number> {
  const columns = Array.from({ length: across ** 2 }, (_, i) => spacing * (i % across) - 2)
  const rows = Array.from({ length: across ** 2 }, (_, i) => spacing * Math.floor(i / across) - 2)
  let most = 0
  for (const cards of headers) {
    const [lon, lat] = await astropy.ask<Positions['lon'][]>('positions', { cards, columns, rows })
    most = Math.max(most, furthestFrom({ cards, lon, lat }, across, spacing, -2))
  }
  return most
}

/**
 * The largest distance from positions of a grid of pixels; infinite if we have none where there is one. Cylinders repeat
 * their sky beyond a turn, where astropy has none.
 */
function furthestFrom({ cards, lon, lat }: Case, width: number, step = 1, first = 0): number {
  const header = makeHeader(Object.entries(cards).map(([keyword, value]) => ({ keyword, value, comment: '' })))
  const { toSky } = imageProjection(readImageCoordinates('image.fits', { index: 0, header } as FitsHdu).wcs)
  const distances = lon.map((expected, i) => {
    const found = toSky(first + step * (i % width), first + step * Math.floor(i / width))
    if (expected === null) return 0
    if (found === null) return Infinity
    return separation({ lon: found[0], lat: found[1] }, { lon: expected, lat: lat[i]! })
  })
  return Math.max(...distances)
}

async function differentImages(astropy: Child): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'cirrus-bench-'))
  let different = 0
  try {
    for (const { file, dtype } of Object.values(compressed.cases)) {
      const path = join(folder, 'image.fits')
      writeFileSync(path, gunzipSync(Buffer.from(file, 'base64')))
      const { hdus } = await readFitsHeader(path)
      const image = readCompressedImage(path, hdus[1])
      const values = new (dtype === 'float32' ? Float32Array : Float64Array)(image.form.repeat)
      const range = { from: 0, count: values.length }
      await withByteSource(path, (source) =>
        scanCompressed(source, image, range, (position, run) => values.set(run, position), {}),
      )
      const ours = createHash('sha256').update(Buffer.from(values.buffer)).digest('hex')
      if (ours !== (await astropy.ask<string>('digest', { path }))) different++
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  return different
}

/** healpy's ecliptic frame is another one, by a fraction of an arcsecond. */
const patches = stokes.patches.filter(({ frame }) => frame !== 'E')

function stokesDifference({ nside, frame, lon, lat, size, width, q, u }: (typeof patches)[number]): number {
  const mapOf = (at: (pixel: number) => number) => Float64Array.from({ length: 12 * nside ** 2 }, (_, p) => at(p))
  const map = {
    ...{ nside, rings: stokesRings(nside) },
    q: mapOf((pixel) => Math.sin(pixel / 9) + 0.3),
    u: mapOf((pixel) => Math.cos(pixel / 23) - 0.2),
  }
  const [foundQ, foundU] = [new Float64Array(size ** 2), new Float64Array(size ** 2)]
  fillStokes(map, tangentPlane(lon, lat, frame as Frame), { size, width }, foundQ, foundU)
  const strongest = Math.max(...q.map((value, i) => Math.hypot(value, u[i])))
  return Math.max(...q.map((value, i) => Math.hypot(foundQ[i] - value, foundU[i] - u[i]))) / strongest
}
