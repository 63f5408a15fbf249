import { apply, convert, rotationBetween, toVector } from '../frames.ts'
import type { Frame } from '../healpix/map.ts'
import { parsePosition } from '../parse-position.ts'
import { DEGREE, type Position } from '../position.ts'
import { tangentPlane } from '../projection/gnomonic.ts'
import { discAt, isWithinHemisphere, type SkyRegion } from './sky-region.ts'

const splitsOfRegions = ['train', 'validation', 'test'] as const

/** A region, and what the patches inside are for. */
export type SplitRegion = SkyRegion & { split: (typeof splitsOfRegions)[number] }

/** A line of a region file that can't be used. `reason` says why and what to do. */
export class RegionFault extends Error {
  readonly line: number
  readonly reason: string

  constructor(line: number, reason: string) {
    super(reason)
    this.name = 'RegionFault'
    this.line = line
    this.reason = reason
  }
}

const frames: Readonly<Record<string, Frame>> = { galactic: 'G', icrs: 'C', fk5: 'C', j2000: 'C', ecliptic: 'E' }
/** The word with which `parsePosition` reads a frame. */
const frameWord: Record<Frame, string> = { G: 'galactic', C: 'icrs', E: 'ecliptic' }
const otherFrames = /^(image|physical|fk4|b1950|wcs[a-z]?|detector|amplifier|linear)$/i
const shape = /^([+-]?)\s*([a-z]+)\s*\(([^)]*)\)/i

/**
 * The regions of a DS9 region file: circles, boxes and polygons on the sky, in Galactic, equatorial (ICRS, FK5) or
 * ecliptic coordinates. The text or a tag of each names its split: `circle(120,-30,8) # text={test}`.
 * @throws RegionFault for the first line that can't be used
 */
export function parseRegions(text: string): SplitRegion[] {
  const regions: SplitRegion[] = []
  let frame: Frame | null = null
  text.split(/\r?\n/).forEach((whole, index) => {
    const fault = (reason: string) => new RegionFault(index + 1, reason)
    const [commands, comment = ''] = splitComment(whole)
    for (const command of commands.split(';').map((part) => part.trim())) {
      const word = command.toLowerCase()
      if (command === '' || word.startsWith('global')) continue
      if (otherFrames.test(command))
        throw fault(`coordinates in ${command} can't be read; save the regions in galactic, icrs or fk5`)
      if (word in frames) {
        frame = frames[word]
        continue
      }
      const found = shape.exec(command)
      if (!found)
        throw fault(`"${command}" is not a region that can be read; use circle(...), box(...) or polygon(...)`)
      if (frame === null)
        throw fault('the frame of the coordinates is not known; put galactic, icrs or fk5 on a line before it')
      if (found[1] === '-') throw fault("excluded regions (-) can't be read; draw the regions without them")
      const parts = found[3].split(/[,\s]+/).filter((part) => part !== '')
      regions.push({ ...regionOf(found[2].toLowerCase(), parts, frame, fault), split: splitOf(comment, fault) })
    }
  })
  return regions
}

/** A line before and after its first #. */
function splitComment(line: string): [string, string?] {
  const at = line.indexOf('#')
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)]
}

type Fault = (reason: string) => RegionFault

function splitOf(comment: string, fault: Fault): SplitRegion['split'] {
  const words = [...comment.matchAll(/\b(?:text|tag)\s*=\s*(?:\{([^}]*)\}|"([^"]*)"|'([^']*)'|(\S+))/g)]
  const named = words.map((word) => (word[1] ?? word[2] ?? word[3] ?? word[4]).trim().toLowerCase())
  const split = splitsOfRegions.find((name) => named.includes(name))
  if (split) return split
  throw fault('the region has no split; give it # text={train}, {validation} or {test}')
}

function regionOf(kind: string, parts: readonly string[], frame: Frame, fault: Fault): SkyRegion {
  const position = (at: number): Position => {
    const [lon, lat] = [parts[at], parts[at + 1]].map((part) => part?.replace(/d$/i, ''))
    const read = parsePosition(`${frameWord[frame]} ${lon} ${lat}`)
    if (read === null)
      throw fault(`${parts[at]}, ${parts[at + 1]} is not a position; give degrees, or hh:mm:ss and dd:mm:ss`)
    return read
  }
  const angle = (at: number): number => {
    const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(d|°|'|"|)$/i.exec(parts[at] ?? '')
    if (!found)
      throw fault(`${parts[at] ?? 'nothing'} is not an angle; give degrees, or arcminutes with ' or arcseconds with "`)
    return Number(found[1]) / ({ "'": 60, '"': 3600 }[found[2]] ?? 1)
  }
  if (kind === 'circle' && parts.length === 3) {
    const { lon, lat } = position(0)
    return discAt(lon, lat, inside(angle(2), 180, fault))
  }
  if (kind === 'box' && (parts.length === 4 || parts.length === 5)) {
    const size = [angle(2), angle(3)].map((side) => inside(side, 120, fault))
    return boxAt(position(0), size, parts.length === 5 ? angle(4) : 0, frame)
  }
  if (kind === 'polygon' && parts.length >= 6 && parts.length % 2 === 0) {
    const corners = Array.from({ length: parts.length / 2 }, (_, i) => position(2 * i))
    const vectors = corners.map(({ lon, lat }) => toVector(lon, lat))
    if (isWithinHemisphere(vectors)) return { kind: 'polygon', corners: vectors }
    throw fault('the polygon spans more than a hemisphere; divide it')
  }
  throw fault(`${kind} with ${parts.length} numbers is not known; use circle (3), box (4 or 5) or polygon (6 and more)`)
}

function inside(angle: number, most: number, fault: Fault): number {
  if (angle > 0 && angle <= most) return angle
  throw fault(`the size ${angle} deg is out of range; give one above 0, up to ${most}`)
}

/** A box on the plane that touches the sky at its centre; it is turned from the frame's north through east. */
function boxAt({ lon, lat }: Position, [width, height]: number[], rotation: number, frame: Frame): SkyRegion {
  const { centre, east, north } = tangentPlane(...convert('G', frame, lon, lat), 'G', rotation)
  const turn = rotationBetween(frame, 'G')
  const corner = (x: number, y: number) =>
    apply(
      turn,
      [0, 1, 2].map(
        (k) => centre[k] + (x * width * east[k] + y * height * north[k]) * (DEGREE / 2),
      ) as unknown as typeof centre,
    )
  return { kind: 'polygon', corners: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)] }
}
