import { extentOfRegion, solidAngle, type RegionExtent } from '../../src-shared/sky/measure/plane-angles.ts'
import { regionStatistics, type RegionStatistics } from '../../src-shared/sky/measure/region-statistics.ts'
import { pixelsInside } from '../../src-shared/sky/measure/region.ts'
import { formatCsv } from '../../src-shared/text/csv.ts'
import { formatNumber } from '../../src-shared/text/format.ts'
import type { MeasuredPictures } from './measured-picture.ts'
import { isRegion, type Shape } from './shapes.ts'

/** Statistics of one region on one picture. */
export interface RegionRow extends RegionStatistics {
  region: string
  kind: string
  picture: string
  unit: string
  extent: RegionExtent
  /** Solid angle of the pixels, square degrees. */
  area: number
}

/** Columns of numbers in the picture's unit. */
export const measures = ['mean', 'median', 'std', 'sum', 'min', 'max'] as const

/** A row for each region and picture. */
export function regionRows(shapes: readonly Shape[], { size, width, pictures }: MeasuredPictures): RegionRow[] {
  const geometry = { size, width }
  return shapes.flatMap(({ name, form }) => {
    if (!isRegion(form)) return []
    const pixels = pixelsInside(form, { width: size, height: size })
    const facts = { extent: extentOfRegion(geometry, form), area: solidAngle(geometry, pixels) }
    return pictures.map((picture) => ({
      ...{ region: name, kind: form.kind, picture: picture.name, unit: picture.unit },
      ...facts,
      ...regionStatistics(picture.values, pixels),
    }))
  })
}

/** Extent in words: 1.20° × 0.80°, radius 0.50°, 2.1° across. */
export function extentWords(extent: RegionExtent): string {
  const degrees = (value: number) => `${formatNumber(value, 3)}°`
  if (extent.kind === 'rectangle') return `${degrees(extent.width)} × ${degrees(extent.height)}`
  return extent.kind === 'disc' ? `radius ${degrees(extent.radius)}` : `${degrees(extent.across)} across`
}

/** The rows in full precision, comma-separated. */
export const regionsAsCsv = (rows: readonly RegionRow[]): string =>
  formatCsv({
    columns: ['region', 'kind', 'picture', 'unit', 'count', 'missing', ...measures, 'area [deg^2]', 'extent [deg]'],
    rows: rows.map((row) => [
      ...[row.region, row.kind, row.picture, row.unit, row.count, row.missing],
      ...measures.map((name) => row[name]),
      ...[row.area, extentNumbers(row.extent)],
    ]),
  })

const extentNumbers = (extent: RegionExtent): string =>
  Object.values(extent)
    .filter((value) => typeof value === 'number')
    .join(' x ')
