import type { Ref } from 'vue'
import { chartOption } from './chart-option.ts'
import type { ChartContent } from './chart-option.ts'
import { useDrawing } from './use-drawing.ts'

/** Keeps a chart of curves in an element; a change of the view or of an axis is drawn at once. */
export function useChart(element: Readonly<Ref<HTMLElement | null>>, content: () => ChartContent) {
  const { chart, toPng, toSvg } = useDrawing(element, {
    content,
    option: (shown, theme, size) => chartOption({ ...shown, size }, theme),
    atOnce: ({ view, logY, x, y }) => [view, logY, x.name, y.name],
  })
  /** A position in the element (CSS pixels) as values on the axes. */
  const valueAt = (x: number, y: number) =>
    chart()?.convertFromPixel({ gridIndex: 0 }, [x, y]) as [number, number] | undefined
  /** Position of an x, CSS pixels from the left. */
  const pixelOf = (x: number, y: number) =>
    (chart()?.convertToPixel({ gridIndex: 0 }, [x, y]) as [number, number] | undefined)?.[0]
  return { valueAt, pixelOf, toPng, toSvg }
}
