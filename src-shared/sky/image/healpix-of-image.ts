import { apply, convert, rotationBetween } from '../frames.ts'
import { healpixPixelSide } from '../grid.ts'
import { discRows } from '../healpix/disc-rows.ts'
import { MAX_NSIDE, type MapValues, type PixelValue } from '../healpix/map.ts'
import { pix2ang } from '../healpix/pix2ang.ts'
import { degraded, type Grid } from '../healpix/regrid.ts'
import { ring2nest } from '../healpix/ring2nest.ts'
import { ringOf } from '../healpix/rings.ts'
import { vectorsBetween } from '../meridian-turn.ts'
import type { PolarisationConvention, Stokes } from '../polarisation.ts'
import { DEGREE } from '../position.ts'
import { pixelSideOf } from '../projection/wcs/image-projection.ts'
import { turnedStokes } from '../turned-stokes.ts'
import { imageCircle } from './image-circle.ts'
import { imageSampler } from './image-sampler.ts'
import type { SkyImage } from './sky-image.ts'

type ImageGrid = Pick<SkyImage, 'width' | 'height' | 'wcs' | 'frame'>

/** The power of two whose pixels are nearest in size to those of an image. */
export function nsideOfImage(wcs: SkyImage['wcs']): number {
  const order = Math.round(Math.log2(healpixPixelSide(1) / pixelSideOf(wcs)))
  return 2 ** Math.max(0, Math.min(Math.log2(MAX_NSIDE), order))
}

/** The nside at which an image is sampled: that of the grid, doubled until its pixels are no larger than the image's. */
export function samplingNside(wcs: SkyImage['wcs'], { nside }: Pick<Grid, 'nside'>): number {
  const side = pixelSideOf(wcs)
  let fine = nside
  while (healpixPixelSide(fine) > side && 2 * fine <= MAX_NSIDE) fine *= 2
  return fine
}

/**
 * An image on HEALPix pixels: bilinear interpolation at the pixel centres of `samplingNside`, then the mean of those in
 * each pixel that have a value. NaN outside the image, and where a pixel is missing.
 */
export function healpixOfImage(image: SkyImage, grid: Grid): PixelValue {
  const { interpolate } = imageSampler(image)
  return sampled(
    image,
    grid,
    ({ nside, ordering }) =>
      (pixel) =>
        interpolate(...convert(grid.frame, image.frame, ...pix2ang(nside, ordering, pixel))),
  )
}

/** Q or U of an image, which refer to the north of its frame and equinox, as `healpixOfImage`, on the axes of the grid. */
export function healpixOfStokesImage(
  image: Omit<SkyImage, 'values'>,
  wanted: Stokes,
  { q, u, ...conventions }: { q: MapValues; u: MapValues; from: PolarisationConvention; to: PolarisationConvention },
  grid: Grid,
): PixelValue {
  const at = (values: MapValues) => imageSampler({ ...image, values }).interpolate
  const stokes = { q: at(q), u: at(u), ...conventions }
  const toImage = vectorsBetween(grid.frame, image.frame)
  const { equinox } = image.wcs
  const toAxes = equinox ? vectorsBetween(grid.frame, image.frame, equinox) : toImage
  return sampled(image, grid, (fine) => turnedStokes(wanted, stokes, fine, toImage, toAxes))
}

function sampled(
  { wcs }: Pick<SkyImage, 'wcs'>,
  grid: Grid,
  valuesAt: (fine: Pick<Grid, 'nside' | 'ordering'>) => PixelValue,
): PixelValue {
  const nside = samplingNside(wcs, grid)
  return nside === grid.nside ? valuesAt(grid) : degraded(valuesAt({ nside, ordering: 'NESTED' }), nside, grid)
}

/** Visits the HEALPix pixels that an image may reach: those of a circle around it. */
export function pixelsAroundImage(image: ImageGrid, grid: Grid, visit: (pixel: number) => void): void {
  const { nside, ordering, frame } = grid
  const { centre, radius } = imageCircle(image)
  // A pixel has parts of its area further from its centre than half its side.
  const reach = Math.min(Math.PI, radius + 1.5 * healpixPixelSide(nside) * DEGREE)
  discRows(nside, apply(rotationBetween(image.frame, frame), centre), reach, (ring, west, length) => {
    const { start, count } = ringOf(nside, ring)
    for (let i = 0; i < length; i++) {
      const pixel = start + ((west + i) % count)
      visit(ordering === 'RING' ? pixel : ring2nest(nside, pixel))
    }
  })
}
