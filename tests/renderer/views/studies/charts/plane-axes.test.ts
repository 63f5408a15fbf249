import { expect, it } from 'vitest'
import type { ChartTheme } from '../../../../../src-renderer/charts/theme.ts'
import { placer } from '../../../../../src-renderer/views/studies/charts/placer.ts'
import type { PlaneScale } from '../../../../../src-renderer/views/studies/charts/placer.ts'
import type { Words } from '../../../../../src-renderer/views/studies/charts/picture.ts'
import { planeAxes } from '../../../../../src-renderer/views/studies/charts/plane-axes.ts'

const theme = {
  text: '#111111',
  quiet: '#222222',
  faint: '#333333',
  line: '#444444',
  lineStrong: '#555555',
  surface: '#14161a',
  font: 'sans-serif',
  series: ['#000001'],
} satisfies ChartTheme
/** The plane spans 72 to 486 from the left, 10 to 258 from the top. */
const size = { width: 500, height: 300 }
const number: PlaneScale = { axis: { name: 'trial', whole: true }, log: false, range: [0, 100] }
const value: PlaneScale = { axis: { name: 'loss', unit: 'nat' }, log: false, range: [0, 4] }

const parts = (x = number, y = value, at = size) => planeAxes(x, y, placer(x, y, at), theme, at)
type Parts = ReturnType<typeof parts>
const texts = (all: Parts) => all.filter((part): part is Words => 'text' in part)
/** Numbers below the horizontal axis, and left of the vertical one. */
const below = (all: Parts) => texts(all).filter(({ y }) => y === 266)
const beside = (all: Parts) => texts(all).filter(({ x }) => x === 64)

it('places numbers at their positions on the axes', () => {
  expect(below(parts()).map(({ text, x }) => [text, Number(x.toFixed(9))])).toEqual(
    [0, 20, 40, 60, 80, 100].map((trial) => [String(trial), Number((72 + 4.14 * trial).toFixed(9))]),
  )
  expect(beside(parts()).map(({ text, y }) => [text, y])).toEqual(
    [0, 1, 2, 3, 4].map((loss) => [String(loss), 10 + (248 * (4 - loss)) / 4]),
  )
})

it('draws a pixel-aligned grid line at each number', () => {
  const [grid] = parts().flatMap((part) => ('d' in part && part.pen.stroke === theme.line ? [part.d] : []))
  expect(grid.match(/V/g)).toHaveLength(6)
  expect(grid.match(/H/g)).toHaveLength(5)
  expect(grid).toMatch(/^M72\.5 258V10M154\.5 258V10/)
})

it('names the axes, with their units', () => {
  const names = texts(parts()).slice(-2)
  expect(names.map(({ text, unit }) => [text, unit?.text])).toEqual([
    ['trial', undefined],
    ['loss', 'nat'],
  ])
  expect(names[0]).toMatchObject({ x: (72 + 486) / 2, y: 282 })
  expect(names[1]).toMatchObject({ x: 16, y: (10 + 258) / 2 })
})

it('keeps a name longer than its axis inside the chart', () => {
  const long = { ...value, axis: { name: 'the value that is minimised by the search', unit: 'nat' } }
  const name = texts(parts(number, long, { width: 500, height: 200 })).at(-1)!
  // 46 letters of 6.2 px, half of them above the centre.
  expect(name.y).toBeCloseTo(142.6, 9)
})

it('labels choices by name, and whole numbers without fractions between them', () => {
  const choices: PlaneScale = { axis: { name: 'decay', labels: ['none', 'cosine'] }, log: false, range: [-0.5, 1.5] }
  expect(below(parts(choices)).map(({ text }) => text)).toEqual(['none', 'cosine'])
  const few: PlaneScale = { ...number, range: [0.5, 2.5] }
  expect(below(parts(few)).map(({ text }) => text)).toEqual(['1', '2'])
})

it('omits numbers that would overlap', () => {
  const crowded: PlaneScale = {
    axis: { name: 'choice', labels: Array.from({ length: 40 }, (_, i) => `choice ${i}`) },
    log: false,
    range: [-0.5, 39.5],
  }
  const shown = below(parts(crowded))
  expect(shown.length).toBeGreaterThan(4)
  for (const [i, { x }] of shown.slice(1).entries()) expect(x - shown[i].x).toBeGreaterThan(6.2 * 8)
})

it('spaces decades equally on a logarithmic axis', () => {
  const rate: PlaneScale = { axis: { name: 'rate' }, log: true, range: [1, 10_000] }
  const at = new Map(below(parts(rate)).map(({ text, x }) => [text, x]))
  expect(at.get('100')! - at.get('10')!).toBeCloseTo(414 / 4, 9)
})
