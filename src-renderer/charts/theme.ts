/** The design tokens that ECharts needs. */
export interface ChartTheme {
  text: string
  quiet: string
  faint: string
  line: string
  lineStrong: string
  surface: string
  font: string
  series: string[]
}

/** Current values of the tokens. */
export function chartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    text: token('text'),
    quiet: token('text-quiet'),
    faint: token('text-faint'),
    line: token('line'),
    lineStrong: token('line-strong'),
    surface: token('surface'),
    font: token('font'),
    series: Array.from({ length: 8 }, (_, i) => token(`series-${i + 1}`)),
  }
}
