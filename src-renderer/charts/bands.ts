import type { CustomSeriesRenderItem } from 'echarts'
import { bandOutlines } from '../../src-shared/axes/bands.ts'
import type { Series } from './series.ts'

/**
 * A curve's band as ECharts draws it: one item, behind all curves.
 * @param floor lower end of a logarithmic axis; undefined on a linear one
 */
export function bandOption({ name, x, band, stepped }: Series, colour: string, floor?: number) {
  const outlines = band ? bandOutlines({ x, ...band }, { stepped, floor }) : []
  const renderItem: CustomSeriesRenderItem = (_, api) => ({
    type: 'group',
    children: outlines.map((outline) => ({
      type: 'polygon' as const,
      shape: { points: outline.map((point) => api.coord(point)) },
      style: { fill: colour, opacity: 0.2 },
    })),
  })
  return {
    type: 'custom',
    name,
    data: outlines.length > 0 ? [outlines[0][0]] : [],
    renderItem,
    silent: true,
    clip: true,
    z: 1,
  }
}
