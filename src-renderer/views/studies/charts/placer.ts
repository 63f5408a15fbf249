import { chartGrid } from '../../../charts/chart-option.ts'
import type { Size } from '../../../charts/use-redrawing.ts'
import { sharesOn } from '../../../../src-shared/axes/share.ts'
import type { Scale } from './scales.ts'

/** An axis of a plane; the plane decides where each trial is on it. */
export type PlaneScale = Pick<Scale, 'axis' | 'log' | 'range'>

/** Converts values on two axes to pixels in a chart of this size. */
export function placer(x: PlaneScale, y: PlaneScale, { width, height }: Size) {
  const [across, down] = [width - chartGrid.left - chartGrid.right, height - chartGrid.top - chartGrid.bottom]
  const [along, up] = [sharesOn(x), sharesOn(y)]
  return {
    left: (value: number) => chartGrid.left + across * along(value),
    top: (value: number) => chartGrid.top + down * (1 - up(value)),
    /** For a trial without a position on the vertical axis: the bottom. */
    floor: chartGrid.top + down - 4,
    inside: { left: chartGrid.left, right: chartGrid.left + across, top: chartGrid.top, bottom: chartGrid.top + down },
  }
}
export type Placer = ReturnType<typeof placer>
