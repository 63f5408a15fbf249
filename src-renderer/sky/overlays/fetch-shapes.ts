import { viewValuesAddress, type SkyMap } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'
import type { SkyViewGeometry } from '../../../src-shared/sky/projection/wcs-of-view.ts'
import { quantileOf } from '../../../src-shared/statistics/distribution.ts'
import { call, fetchFloats } from '../../connection/index.ts'
import { segmentSpacing, usualPercentiles, type ColumnOf, type OverlayChoices } from './choices.ts'
import { draperyOf, draperySpacing, type Drapery } from './drapery.ts'
import { polarisedColumns } from './polarised-columns.ts'
import { segmentsOf, type Segment } from './segments.ts'
import { contoursAt, cutArea, maskedArea, steps, type Traced } from './shapes.ts'

/** What is drawn over a view of the sky, as it was computed for one view. */
export interface OverlayShapes {
  view: SkyViewGeometry
  mask: Traced[]
  cut: Traced[]
  /** Latitude of the cut; null if there is none. */
  cutLat: number | null
  levels: readonly number[]
  /** By level. */
  contours: Traced[][]
  segments: Segment[]
  drapery: Drapery | null
  /** Opacity of the drapery. */
  strength: number
  /** Frame of the segments' directions. */
  frame: Frame
  /** What could not be drawn, and why. */
  failures: string[]
}

/**
 * Computes the overlays of a map's sky for a view. A part whose map can't be read is left out, and named.
 * @param mapId the map that is shown
 * @throws the signal's reason
 */
export async function fetchShapes(
  choices: OverlayChoices,
  mapId: string,
  find: (id: string) => SkyMap | null | undefined,
  view: SkyViewGeometry,
  signal?: AbortSignal,
): Promise<OverlayShapes> {
  const { mask, cut, contours, polarisation } = choices
  const failures: string[] = []
  const values = ({ map, column }: ColumnOf, step: number, sampling: 'interpolated' | 'pixels') =>
    fetchFloats(viewValuesAddress(map, column, { ...view, step, sampling }), signal)
  async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      failures.push(`${name}: ${error instanceof CirrusError ? error.message : String(error)}`)
      return null
    }
  }
  const known = (of: ColumnOf | null) => (of && find(of.map)?.columns[of.column] ? of : null)
  const [maskOf, contoursOf] = [known(mask.of), known(contours.of)]
  const polarised = find(polarisation.map ?? mapId)
  const columns = polarised ? polarisedColumns(polarised) : null
  const drawn = polarisation.on ? polarisation.drawn : null

  const masked = await attempt('Mask', async () =>
    mask.on && maskOf ? maskedArea(view, await values(maskOf, steps.mask, 'pixels'), mask.threshold) : [],
  )
  const levels = await attempt('Contours', async () =>
    contours.on && contoursOf ? (contours.levels.length > 0 ? contours.levels : await usualLevels(contoursOf)) : [],
  )
  const lines = await attempt('Contours', async () =>
    contoursOf && levels?.length
      ? contoursAt(view, await values(contoursOf, steps.contours, 'interpolated'), levels)
      : [],
  )
  const segments = await attempt('Polarisation', async () => {
    if (!polarised || !columns || drawn !== 'segments') return []
    const of = (column: number) => values({ map: polarised.id, column }, segmentSpacing, 'interpolated')
    const byFraction = polarisation.length === 'fraction' && columns.fraction !== null
    const fractions = byFraction ? await of(columns.fraction!) : null
    return segmentsOf(view, await of(columns.angle), fractions, polarisation.direction)
  })
  const drapery = await attempt('Polarisation', async () => {
    if (!polarised || !columns || drawn !== 'drapery') return null
    const angles = await values({ map: polarised.id, column: columns.angle }, draperySpacing, 'interpolated')
    return draperyOf(view, angles, columns.frame, polarisation.direction, signal)
  })
  const isCut = cut.on && cut.lat > 0
  return {
    view,
    mask: masked ?? [],
    cut: isCut ? cutArea(view, cut.lat) : [],
    cutLat: isCut ? cut.lat : null,
    levels: levels ?? [],
    contours: lines ?? [],
    segments: segments ?? [],
    drapery,
    strength: polarisation.strength,
    frame: columns?.frame ?? 'G',
    failures: [...new Set(failures)],
  }
}

/** Percentiles of the map's pixels, each once. */
async function usualLevels({ map, column }: ColumnOf): Promise<number[]> {
  const quantile = quantileOf(await call('maps.distribution', { id: map, column }))
  return [...new Set(usualPercentiles.map((percentage) => Number(quantile(percentage / 100).toPrecision(3))))]
}
