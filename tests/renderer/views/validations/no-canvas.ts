/** ECharts needs a canvas, which happy-dom lacks; tests check the curves passed to it. */
export const useChart = () => ({
  valueAt: () => undefined,
  pixelOf: () => undefined,
  toPng: () => undefined,
  toSvg: () => '',
})
