import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromHex, toGamma, toHex, toLinear, toOklab, type Rgb } from '../../../src-shared/colour/oklab.ts'
import { printPalette } from '../../../src-shared/colour/palette.ts'

const tokens = readFileSync(new URL('../../../src-renderer/styles/tokens.css', import.meta.url), 'utf8')
const [darkTokens, lightTokens] = tokens.split(":root[data-theme='light']")
const valuesOf = (theme: string, name: string) =>
  [...theme.matchAll(new RegExp(`--${name}: (#\\w{6})`, 'g'))].map(([, hex]) => hex)
const themes = [
  ['dark theme', darkTokens],
  ['light theme', lightTokens],
] as const
const palettes = [
  ...themes.map(([name, theme]) => [name, valuesOf(theme, 'series-\\d')] as const),
  ['figures', printPalette] as const,
]

const linear = (hex: string) => fromHex(hex).map(toLinear)

/** Dichromacy in linear sRGB (Machado, Oliveira & Fernandes 2009, IEEE TVCG 15, 1291, severity 1). */
const visions = {
  'full colour vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
}
type Vision = keyof typeof visions
const seen = (hex: string, vision: Vision) => {
  const light = linear(hex)
  const rgb = visions[vision].map((row) => toGamma(row.reduce((sum, share, i) => sum + share * light[i], 0)))
  return toOklab(fromHex(toHex(rgb as unknown as Rgb)))
}
/** The least distance of two of some colours, in Oklab. */
function least(colours: readonly string[], vision: Vision): number {
  const places = colours.map((hex) => seen(hex, vision))
  const distances = places.flatMap((a, i) => places.slice(0, i).map((b) => Math.hypot(...a.map((x, k) => x - b[k]))))
  return Math.min(...distances)
}

describe.each(palettes)('the colours of curves in the %s', (_, colours) => {
  it.each(Object.keys(visions) as Vision[])(
    'are eight that stay apart with %s, the first four well apart',
    (vision) => {
      expect(colours).toHaveLength(8)
      expect(least(colours, vision)).toBeGreaterThan(0.07)
      expect(least(colours.slice(0, 4), vision)).toBeGreaterThan(0.1)
    },
  )
})

it.each(themes)('the colours of curves in the %s have a contrast of 3 with what is behind them', (_, theme) => {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  for (const ground of ['surface', 'raised'].flatMap((name) => valuesOf(theme, name)))
    for (const colour of valuesOf(theme, 'series-\\d')) {
      const [darker, lighter] = [ground, colour].map(luminance).toSorted((a, b) => a - b)
      expect((lighter + 0.05) / (darker + 0.05), `${colour} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
})
