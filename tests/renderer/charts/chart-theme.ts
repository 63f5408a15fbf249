import type { ChartTheme } from '../../../src-renderer/charts/theme.ts'

/** A theme whose colours tell themselves apart. */
export const chartTheme: ChartTheme = {
  text: '#111',
  quiet: '#222',
  faint: '#333',
  line: '#444',
  lineStrong: '#555',
  surface: '#777',
  font: 'sans-serif',
  series: ['#a00', '#0a0', '#00a'],
}
