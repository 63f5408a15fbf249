import { coloursOf } from '../../../../src-shared/colour/colour-maps.ts'
import type { ColourMapName } from '../../../../src-shared/colour/colour-maps.ts'
import { ticksOf } from '../../../../src-shared/axes/ticks.ts'
import type { Range } from '../../../../src-shared/colour/range.ts'
import type { SearchModel } from '../../../../src-preload/contract/index.ts'
import { contourLine, gridOf } from './contour.ts'
import type { Behind } from './plane.ts'
import { shareOf } from '../../../../src-shared/axes/share.ts'
import type { Scale } from './scales.ts'

interface Field {
  x: Scale
  y: Scale
  values: readonly number[]
  range: Range
  log: boolean
  colourMap: ColourMapName
}
const steps = 64

/** A field over two parameters as coloured cells with contour lines at the ticks of its colour bar. */
export function contourBehind(model: SearchModel, { x, y, values, range, log, colourMap }: Field): Behind {
  const colours = coloursOf(colourMap, steps)
  const share = (value: number) => Math.min(1, Math.max(0, shareOf({ log, range }, value)))
  const colourOf = (value: number) => colours[Math.round((steps - 1) * share(value))]
  const grid = gridOf(model, x, y)
  // Contours between choices have no meaning.
  const smooth = !x.axis.labels && !y.axis.labels
  const lines = smooth ? ticksOf(range, 8, log).flatMap((level) => contourLine(grid, values, level)) : []

  return (place) => {
    const { left, right, top, bottom } = place.inside
    const across = (at: number) => left + (right - left) * Math.min(1, Math.max(0, at))
    const up = (at: number) => bottom - (bottom - top) * Math.min(1, Math.max(0, at))
    // Cells end on whole pixels: where two meet inside a pixel, the background would show through.
    const cells = grid.y.flatMap((_, j) =>
      grid.x.map((_, i) => ({
        box: {
          left: Math.round(across(grid.xEdges[i])),
          top: Math.round(up(grid.yEdges[j + 1])),
          right: Math.round(across(grid.xEdges[i + 1])),
          bottom: Math.round(up(grid.yEdges[j])),
        },
        pen: { fill: colourOf(values[j * grid.x.length + i]), width: 0, dash: [], opacity: 1 },
      })),
    )
    const d = lines.map(([x0, y0, x1, y1]) => `M${across(x0)} ${up(y0)}L${across(x1)} ${up(y1)}`).join('')
    return d ? [...cells, { d, pen: { stroke: '#ffffff', width: 1, dash: [], opacity: 0.55 } }] : cells
  }
}
