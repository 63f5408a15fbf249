import { describe, expect, test } from 'vitest'
import { printPalette } from '../../src-shared/colour/palette.ts'
import { drawLines, type Panel } from '../../src-main/figures/line-figure.ts'
import { widthOfText } from '../../src-main/figures/typeface.ts'

const panel = (changes: Partial<Panel> = {}): Panel => ({
  title: 'Training',
  x: { label: 'epoch', scale: 'linear', range: [0, 10] },
  y: { label: 'negative ELBO per pixel', scale: 'log', range: [0.01, 1] },
  lines: [
    {
      name: 'validation',
      colour: 1,
      points: [
        [0, 1],
        [10, 0.01],
      ],
    },
  ],
  ...changes,
})

/** The ends of the path drawn in a colour, in pixels. */
function pathIn(svg: string, colour: string) {
  const paths = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)[^"]*"[^>]*stroke="([^"]+)"/g)]
  return paths
    .filter((path) => path[5].toLowerCase() === colour.toLowerCase())
    .map((path) => path.slice(1, 5).map(Number))
}

describe('a figure of lines', () => {
  const svg = drawLines([panel(), panel({ title: 'Again' })], { size: { width: 400, height: 300 }, columns: 2 })

  test('is a page of SVG the size of its panels and legend', () => {
    expect(svg).toMatch(/^<svg width="800" height="340"/)
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true)
  })

  test('labels each panel and axis, and names a line once even if two panels have it', () => {
    for (const text of ['Training', 'Again', 'epoch', 'negative ELBO per pixel'])
      expect(svg).toContain(`>${text}</text>`)
    expect(svg.match(/>validation<\/text>/g)).toHaveLength(1)
  })

  test('draws a line from corner to corner of its panel if its ends are those of the axes', () => {
    const [first, second] = pathIn(svg, printPalette[1]).filter(([x0, , x1]) => x1 - x0 > 100)
    // A panel of 400 x 300, with margins of 76 and 16 px at the sides, 40 above and 52 below.
    expect(first).toEqual([76, 40, 384, 248])
    expect(second).toEqual([476, 40, 784, 248])
  })

  test('arranges panels in rows', () => {
    const tall = drawLines([panel(), panel(), panel()], { size: { width: 400, height: 300 }, columns: 2 })
    expect(tall).toMatch(/^<svg width="800" height="640"/)
  })

  test('distinguishes dashed from solid lines', () => {
    const [line] = panel().lines
    const dashed = drawLines([panel({ lines: [line, { ...line, name: 'test', stroke: 'dashed' }] })])
    expect(dashed).toMatch(/stroke-dasharray/)
    expect(svg).not.toMatch(/stroke-dasharray/)
  })

  test('is well-formed whatever the names are', () => {
    const named = drawLines([panel({ title: '<mean> & "more"' })])
    expect(named).toContain('&lt;mean&gt; &amp; &quot;more&quot;')
  })
})

test('a legend of many names takes as many rows as it needs, below all panels', () => {
  const height = (svg: string) => Number(/<svg [^>]*height="(\d+)"/.exec(svg)![1])
  const named = (count: number) =>
    panel({
      lines: Array.from({ length: count }, (_, i) => ({ ...panel().lines[0], name: `a long name, number ${i}` })),
    })
  const size = { width: 400, height: 300 }
  expect(height(drawLines([named(2)], { size }))).toBe(300 + 28 + 12)
  expect(height(drawLines([named(9)], { size }))).toBeGreaterThan(300 + 4 * 28)
})

test('legend names have room for a wider typeface, in case the figures’ own is missing', () => {
  const names = ['a long name of a line', 'another name as long']
  const svg = drawLines([panel({ lines: names.map((name) => ({ ...panel().lines[0], name })) })])
  const placed = (name: string) =>
    Number(new RegExp(`x="([\\d.]+)"[^>]* transform="translate\\(([\\d.]+)[^>]*>${name}<`).exec(svg)![2])
  // A name follows its key of 28 px and a gap of 5 px; Helvetica and DejaVu Sans are 1.1 and 1.2 times as wide.
  const wide = 1.2 * widthOfText(names[0], 12)
  expect(placed(names[1]) - placed(names[0])).toBeGreaterThan(28 + 5 + wide)
})
