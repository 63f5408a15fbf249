import { tableOf, type SkyMap } from '../../../src-preload/contract/index.ts'
import type { Frame } from '../../../src-shared/sky/healpix/map.ts'

/** The columns of a map that segments are drawn from. */
export interface PolarisedColumns {
  /** The polarisation angle, from the north of `frame` through east. */
  angle: number
  /** P / I; null without I. */
  fraction: number | null
  frame: Frame
}

/** The first polarised map of a file; null if it has none, or U of an unknown convention. */
export function polarisedColumns(map: SkyMap): PolarisedColumns | null {
  const angle = map.columns.findIndex(({ derived }) => derived?.kind === 'angle')
  if (angle < 0) return null
  const { from } = map.columns[angle].derived!
  const fraction = map.columns.findIndex(
    ({ derived }) => derived?.kind === 'fraction' && from.every((name) => derived.from.includes(name)),
  )
  return {
    angle,
    fraction: fraction < 0 ? null : fraction,
    frame: map.coordsysOverride ?? tableOf(map, angle).coordsys ?? 'G',
  }
}
