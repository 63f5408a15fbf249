import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { CelestialWcs } from '../../../src-shared/sky/projection/wcs/celestial-wcs.ts'
import { imageProjection } from '../../../src-shared/sky/projection/wcs/image-projection.ts'
import { WcsError } from '../../../src-shared/sky/projection/wcs/native-projection.ts'
import { isProjectionCode, projections } from '../../../src-shared/sky/projection/wcs/projections.ts'
import { tangentTerms } from '../../../src-shared/sky/projection/wcs/tangent-polynomial.ts'
import { FitsError } from './fits-error.ts'
import { readEquinox } from './equinox-cards.ts'
import type { FitsHdu } from './hdu.ts'
import type { FitsHeader } from './header.ts'
import { readSip } from './sip-cards.ts'
import { degreesIn } from './square-pixel-width.ts'
import { tangentPolynomialOf } from './tangent-polynomial-cards.ts'
import { readWcs } from './wcs.ts'

/** Where the pixels of an image are on the sky. */
export interface ImageCoordinates {
  wcs: CelestialWcs
  frame: Frame
}

/** CTYPE of a celestial axis: its coordinate, the code of the projection, and that of a distortion. */
const celestialAxis = /^(RA|DEC|GLON|GLAT|ELON|ELAT)-+([A-Z]{3})(?:-(\w+))?$/

const frameOf: Record<string, Frame> = { RA: 'C', DEC: 'C', GLON: 'G', GLAT: 'G', ELON: 'E', ELAT: 'E' }
const longitudes = ['RA', 'GLON', 'ELON']

/** Whether the first two axes of an image claim to be celestial coordinates. */
export const claimsSky = (header: FitsHeader): boolean =>
  ['CTYPE1', 'CTYPE2'].every((keyword) => celestialAxis.test(header.text(keyword) ?? ''))

/**
 * The celestial coordinates of an image whose header claims them (`claimsSky`).
 * @param given the frame, overriding the header's and its equinox
 * @throws FitsError for a projection, distortion, unit or frame that is not supported, and for cards that contradict
 * each other
 */
export function readImageCoordinates(file: string, hdu: FitsHdu, given?: Frame): ImageCoordinates {
  const { header } = hdu
  const refuse = (card: string, reason: string): never => {
    throw new FitsError(file, `HDU ${hdu.index}, ${card}`, reason)
  }
  const linear = readWcs(header)!
  const [first, second] = linear.ctype.map((ctype) => celestialAxis.exec(ctype)!)
  const both = `cards CTYPE1 and CTYPE2`
  const isSwapped = longitudes.includes(second[1])
  const [lonAxis, latAxis] = isSwapped ? [2, 1] : [1, 2]
  const named = frameOf[first[1]]
  if (named !== frameOf[second[1]] || first[2] !== second[2] || isSwapped === longitudes.includes(first[1]))
    refuse(both, `${linear.ctype.join(' and ')} are not the two coordinates of one projection; correct the cards`)
  const equinox = given === undefined && named !== 'G' ? readEquinox(file, hdu, named) : undefined
  const distortion = distortionOf(header, first[3] ?? second[3])
  if (distortion)
    refuse(
      distortion.card,
      `${distortion.what} is not supported; resample the image without it first, for instance with reproject`,
    )

  const steps = linear.unit.map((unit, i) => {
    const degrees = degreesIn[unit.toLowerCase()]
    return degrees ?? refuse(`card CUNIT${i + 1}`, `${unit} is not a known unit of angle; correct the card`)
  })
  const cd = linear.cd.map((row, i) => row.map((step) => step * steps[i]) as [number, number])
  const crval = linear.crval.map((value, i) => value * steps[i])
  const parametersOf = (axis: number) => Array.from({ length: tangentTerms }, (_, m) => header.number(`PV${axis}_${m}`))
  const ofLongitude = parametersOf(lonAxis)
  const sip = readSip(header, refuse)
  // Beside SIP, SCAMP's polynomials are another description of the same distortion; astropy too leaves them out.
  const tangent = sip ? null : tangentPolynomialOf(first[2], ofLongitude, parametersOf(latAxis))
  if (tangent && isSwapped)
    refuse(
      both,
      `the polynomials of ${first[2]} are only defined for longitude on the first axis; swap the axes of the image`,
    )
  if (tangent || (sip && first[2] === 'TAN')) ofLongitude.fill(undefined)
  const [projection, parameters] = aliased(first[2], parametersOf(latAxis), crval[latAxis - 1])
  if (!isProjectionCode(projection))
    return refuse(
      both,
      `the projection ${projection} is not known; resample the image to another one first, for instance with reproject (known are ${Object.keys(projections).join(', ')})`,
    )
  const wcs: CelestialWcs = {
    projection,
    parameters,
    crpix: linear.crpix,
    cd: isSwapped ? [cd[1], cd[0]] : [cd[0], cd[1]],
    crval: [crval[lonAxis - 1], crval[latAxis - 1]],
    fiducial:
      ofLongitude[1] === undefined && ofLongitude[2] === undefined
        ? null
        : [ofLongitude[1] ?? 0, ofLongitude[2] ?? projections[projection](parameters).fiducial[1]],
    offset: (ofLongitude[0] ?? 0) !== 0,
    lonPole: ofLongitude[3] ?? header.number('LONPOLE') ?? null,
    latPole: ofLongitude[4] ?? header.number('LATPOLE') ?? null,
    sip,
    ...(tangent && { tangent }),
    ...(equinox && { equinox }),
  }
  try {
    imageProjection(wcs)
  } catch (error) {
    if (!(error instanceof WcsError)) throw error
    refuse('celestial coordinates', `${error.message}; correct the header`)
  }
  return { wcs, frame: given ?? named }
}

/** Older names of projections (Calabretta & Greisen 2002, Sec. 6.1.2 and 6.1.4). */
function aliased(code: string, parameters: (number | undefined)[], lat: number): [string, (number | undefined)[]] {
  if (code === 'TPV') return ['TAN', []]
  if (code === 'GLS') return ['SFL', parameters]
  if (code === 'NCP') return ['SIN', [undefined, 0, 1 / Math.tan((lat * Math.PI) / 180)]]
  return [code, parameters]
}

/** A distortion that is not read; null if there is none. */
function distortionOf(header: FitsHeader, code: string | undefined): { card: string; what: string } | null {
  const tables = header.cards.find(({ keyword }) => /^(CPDIS|CQDIS|D2IMDIS)\d|^D2IMARR/.test(keyword))
  if (tables) return { card: `card ${tables.keyword}`, what: 'a distortion by tables' }
  if (code !== undefined && code !== 'SIP') return { card: 'card CTYPE1', what: `the distortion ${code}` }
  return null
}
