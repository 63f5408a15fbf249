/** ECharts draws on a canvas, which happy-dom has none of; the curves are what is handed to it. */
export const useChart = () => ({
  valueAt: () => undefined,
  pixelOf: () => undefined,
  toPng: () => undefined,
  toSvg: () => '',
})
