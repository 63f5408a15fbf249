import { refused } from '../../../src-preload/rpc/errors.ts'
import { conventionOf, type PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import type { Maps, PictureStack } from './image-file.ts'

/** Widths that differ by less than this fraction count as equal, up to rounding. */
const tolerance = 0.01

/**
 * The width of maps in degrees, from the first to the last pixel of a row: as given, or from an image's header.
 * @throws CirrusError refused, with the field `width`, if the two contradict each other or neither exists
 */
export function widthOf(file: string, { header }: Pick<PictureStack, 'header'>, given: number | null): number {
  const stored = header?.width ?? null
  if (given === null) {
    if (stored !== null) return stored
    throw refused(file, '', 'it does not give the width of the maps; set it in degrees with --width', 'width')
  }
  if (stored !== null && Math.abs(stored / given - 1) > tolerance) {
    throw refused(
      file,
      'cards CDELT or CD',
      `the header makes a row ${Number(stored.toPrecision(6))} deg wide, but --width is ${given}; leave --width out, or correct the header`,
      'width',
    )
  }
  return given
}

/**
 * The sign convention of U: as given, or from the headers of Q and U; otherwise HEALPix's.
 * @throws CirrusError refused for headers that contradict each other, or an unknown convention
 */
export function conventionOfMaps(
  { file, u, convention }: { file: string; u: string | null; convention: PolarisationConvention | null },
  maps: Maps,
): PolarisationConvention {
  if (convention !== null) return convention
  if (maps.kind === 'intensity') return 'COSMO'
  const [ofQ, ofU] = [conventionIn(file, maps.first), conventionIn(u ?? file, maps.second)]
  if (ofQ !== null && ofU !== null && ofQ !== ofU) {
    throw refused(
      u ?? file,
      'card POLCCONV',
      `U has the convention ${ofU}, but Q of ${file} has ${ofQ}; correct the headers, or set the convention with --polcconv`,
    )
  }
  return ofU ?? ofQ ?? 'COSMO'
}

function conventionIn(file: string, { header }: PictureStack): PolarisationConvention | null {
  const convention = conventionOf(header?.polcconv ?? undefined)
  if (convention !== undefined) return convention
  throw refused(file, 'card POLCCONV', `${header!.polcconv} is not a known convention; set --polcconv COSMO or IAU`)
}
