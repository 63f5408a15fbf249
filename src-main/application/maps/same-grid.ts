import { refused } from '../../../src-preload/rpc/errors.ts'
import type { FieldKind } from '../../../src-shared/statistics/field-spectra.ts'
import type { SkyFields } from './spectrum-fields.ts'

/** Positions may differ by this fraction of a pixel, as cards are rounded. */
const tolerance = 0.01

const kinds: Readonly<Record<FieldKind, string>> = { intensity: 'I', polarisation: 'Q and U', stokes: 'I, Q and U' }

/**
 * Refuses maps that can't be compared mode by mode with others: another kind, number, size, place on the sky, or unit.
 * @throws CirrusError refused, naming both files
 */
export function requireSameGrid(first: SkyFields, other: SkyFields, { anyCount = false } = {}): void {
  const refuse = (place: string, reason: string) => {
    throw refused(other.file, place, reason)
  }
  const [a, b] = [first, other]
  if (a.kind !== b.kind)
    refuse('shape', `it holds ${kinds[b.kind]}, but ${a.file} holds ${kinds[a.kind]}; take the same of both`)
  if (a.rows !== b.rows || a.columns !== b.columns) {
    refuse(
      'shape',
      `its maps of ${b.rows} x ${b.columns} do not match those of ${a.rows} x ${a.columns} in ${a.file}; cut both with the same size`,
    )
  }
  if (!anyCount && a.count !== b.count)
    refuse('shape', `it holds ${b.count} maps, but ${a.file} holds ${a.count}; the first is paired with the first`)
  const moved = movedAxis(a, b)
  if (moved !== null) {
    refuse(
      'cards CTYPE, CRVAL, CRPIX and CD',
      `its ${moved} differ from those of ${a.file}; both must show the same pixels of the sky: cut them at the same place`,
    )
  }
  if (a.unit !== null && b.unit !== null && a.unit !== b.unit) {
    refuse(
      'card BUNIT',
      `its unit is ${b.unit}, but that of ${a.file} is ${a.unit}; convert both with --unit, and --frequency where one is a temperature`,
    )
  }
}

/** What of the axes differs, or null; images whose reference pixels differ are not compared. */
function movedAxis({ header: a }: SkyFields, { header: b }: SkyFields): string | null {
  if (!a?.wcs || !b?.wcs) return null
  const [first, second] = [a.wcs, b.wcs]
  if (first.ctype.join() !== second.ctype.join()) return `axes (${second.ctype.join(', ')})`
  const pixel = Math.max(...first.cd.flat().map(Math.abs))
  const far = (x: readonly number[], y: readonly number[], scale: number) =>
    x.some((value, i) => Math.abs(value - y[i]) > tolerance * scale)
  if (far(first.cd.flat(), second.cd.flat(), pixel)) return 'pixels'
  if (far(first.crpix, second.crpix, 1)) return null
  return far(first.crval, second.crval, pixel) ? `coordinates (CRVAL ${second.crval.join(', ')})` : null
}
