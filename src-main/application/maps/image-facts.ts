import { refused } from '../../../src-preload/rpc/errors.ts'
import { conventionOf, type PolarisationConvention } from '../../../src-shared/sky/polarisation.ts'
import type { Maps, PictureStack } from './image-file.ts'

/** Widths that differ by less than this fraction are one width, rounded. */
const tolerance = 0.01

/**
 * The width of maps in degrees, from the first pixel to the last of a row: as given, or as the header of an image says.
 * @throws CirrusError refused where the two contradict each other, or neither is there; its field is `width`
 */
export function widthOf(file: string, { header }: Pick<PictureStack, 'header'>, given: number | null): number {
  const stored = header?.width ?? null
  if (given === null) {
    if (stored !== null) return stored
    throw refused(file, '', 'it does not say how wide the maps are; give it in degrees with --width', 'width')
  }
  if (stored !== null && Math.abs(stored / given - 1) > tolerance) {
    throw refused(
      file,
      'cards CDELT or CD',
      `the header says that a row is ${Number(stored.toPrecision(6))} deg wide, --width says ${given}; leave --width out, or correct the header`,
      'width',
    )
  }
  return given
}

/**
 * The sign convention of U: as given, or as the headers of Q and U say; without either that of HEALPix.
 * @throws CirrusError refused for headers that contradict each other, or a word that is not known
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
      `U is in the convention ${ofU}, Q of ${file} in ${ofQ}; correct the headers, or give the convention with --polcconv`,
    )
  }
  return ofU ?? ofQ ?? 'COSMO'
}

function conventionIn(file: string, { header }: PictureStack): PolarisationConvention | null {
  const convention = conventionOf(header?.polcconv ?? undefined)
  if (convention !== undefined) return convention
  throw refused(file, 'card POLCCONV', `${header!.polcconv} is not a known convention; give --polcconv COSMO or IAU`)
}
