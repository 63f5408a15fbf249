import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { Equinox } from '../../../src-shared/sky/precession.ts'
import { FitsError } from './fits-error.ts'
import { readEquinox } from './equinox-cards.ts'
import { frameOf, type Coordsys } from './frame-words.ts'
import type { FitsHdu } from './hdu.ts'
import type { HeaderOptions } from './map-header.ts'

/** The frame of a map, and the equinox of its coordinates if that is not J2000. */
export interface MapFrame {
  coordsys: Coordsys
  equinox?: Equinox
}

/**
 * Keywords, without blanks, hyphens and underscores, whose value is the frame; COORDSYS is HEALPix's, SKYCOORD WMAP's.
 */
const frameKeyword =
  /^(COORDSYS|COORDSYST(EM)?|COORDINATESYSTEM|COORDTYPE?|COORDS?|COORDFRAME|SKYCOORDS?|SKYFRAME|FRAME)$/

/**
 * The frame in the headers of a map: from COORDSYS or a similar card of other programs, or else from RADESYS or CTYPE1.
 * Cards of the extension take precedence over those of the primary header.
 * @param hdus the HDU of the map, and the primary HDU
 * @throws FitsError for an unknown frame, and if two cards disagree; for another equinox than J2000 unless `anyEquinox`
 */
export function readMapFrame(file: string, hdus: FitsHdu[], { coordsys, anyEquinox }: HeaderOptions): MapFrame {
  if (coordsys) return { coordsys }
  for (const hdu of hdus) {
    const given = framesOf(file, hdu, anyEquinox === true)
    const [first] = given
    const other = given.find(({ frame }) => frame !== first.frame)
    if (other) {
      throw new FitsError(
        file,
        `HDU ${hdu.index}, cards ${first.keyword} and ${other.keyword}`,
        `they name different frames (${first.value} and ${other.value}); ${advice}`,
        'coordsys',
      )
    }
    if (first?.isOld) return { coordsys: 'C', equinox: { frame: 'C', system: 'FK4', year: 1950 } }
    if (first) return withEquinox(file, hdus, first.frame, anyEquinox === true)
  }
  return withEquinox(file, hdus, impliedFrame(hdus), anyEquinox === true)
}

/** @throws FitsError for an equinox that is not supported */
function withEquinox(file: string, hdus: FitsHdu[], coordsys: Coordsys, anyEquinox: boolean): MapFrame {
  if (coordsys === null || coordsys === 'G') return { coordsys }
  if (!anyEquinox) {
    refuseOtherEquinox(file, hdus)
    return { coordsys }
  }
  for (const hdu of hdus) {
    const equinox = readEquinox(file, hdu, coordsys)
    // Programs write the date of a map of J2000 as its equinox.
    if (equinox && !(equinox.system === 'FK5' && Math.abs(equinox.year - 2000) <= 0.5)) return { coordsys, equinox }
  }
  return { coordsys }
}

/** Words of equatorial coordinates of B1950. */
const oldEquatorial = /^(FK4|B?1950(\.0)?|((C|CEL|CELESTIAL|EQ|EQU|EQUATORIAL)\W*)?\(?(FK4\W*)?B?1950(\.0)?\)?)$/i

const advice = 'give the frame with --coordsys G, C or E'
const toJ2000First = 'convert the map to J2000 first (cirrus map convert), or, if the card is wrong,'

function framesOf(file: string, { header, index }: FitsHdu, anyEquinox: boolean) {
  const given: { keyword: string; value: string; frame: Frame; isOld?: boolean }[] = []
  for (const { keyword, value } of header.cards) {
    if (typeof value !== 'string' || !frameKeyword.test(keyword.toUpperCase().replace(/[ _-]/g, ''))) continue
    const frame = frameOf(value)
    if (anyEquinox && oldEquatorial.test(value.trim())) given.push({ keyword, value, frame: 'C', isOld: true })
    else if (frame === undefined) {
      const what = /FK4|B?1950/i.test(value)
        ? `${value} is a frame of B1950, which is not supported here; ${toJ2000First}`
        : `${value} is not a known frame;`
      throw new FitsError(file, `HDU ${index}, card ${keyword}`, `${what} ${advice}`, 'coordsys')
    } else if (frame !== null) given.push({ keyword, value, frame })
  }
  return given
}

/** The frame that the cards of FITS' own world coordinates imply. */
function impliedFrame(hdus: FitsHdu[]): Coordsys {
  for (const { header } of hdus) {
    const axis = /^(GLON|GLAT|RA-|DEC-|ELON|ELAT)/.exec(header.text('CTYPE1') ?? '')?.[1]
    if (axis) return axis.startsWith('G') ? 'G' : axis.startsWith('E') ? 'E' : 'C'
  }
  for (const { header } of hdus) {
    const system = header.text('RADESYS') ?? header.text('RADECSYS')
    // An unknown system implies equatorial coordinates, and is refused with them.
    if (system !== undefined) return frameOf(system) === undefined ? 'C' : frameOf(system)!
  }
  return null
}

/** Refuses equatorial and ecliptic coordinates of a HEALPix map of an equinox other than J2000 (FITS 4.0, Sec. 8.3). */
function refuseOtherEquinox(file: string, hdus: FitsHdu[]): void {
  for (const { header, index } of hdus) {
    const keyword = header.text('RADESYS') === undefined ? 'RADECSYS' : 'RADESYS'
    const system = header.text(keyword)?.toUpperCase()
    const refuse = (card: string, reason: string): never => {
      throw new FitsError(
        file,
        `HDU ${index}, card ${card}`,
        `${reason}, which is not supported here; ${toJ2000First} ${advice}`,
        'coordsys',
      )
    }
    if (system === 'ICRS') return
    if (system !== undefined && system !== 'FK5' && frameOf(system) !== null) {
      refuse(keyword, `the equatorial coordinates are those of ${system}`)
    }
    const equinox = header.number('EQUINOX') ?? header.number('EPOCH')
    if (equinox === 1950 || (header.number('EQUINOX') !== undefined && Math.abs(equinox! - 2000) > 0.5)) {
      refuse(header.number('EQUINOX') === undefined ? 'EPOCH' : 'EQUINOX', `the coordinates are those of ${equinox}`)
    }
  }
}
