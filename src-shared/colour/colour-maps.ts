import { fromHex, fromOklab, toHex, toOklab } from './oklab.ts'

/**
 * Colours at equal steps from low to high. Magma, viridis and cividis are the published maps (S. van der Walt and N.
 * Smith 2015; J. Nuñez et al. 2018) sampled at ten points; planck, residual and cyclic are our own.
 */
const anchors = {
  magma: '000004 180f3e 451077 721f81 9f2f7f cd4071 f1605d fd9567 fec98d fcfdbf',
  viridis: '440154 482878 3e4a89 31688e 26828e 1f9e89 35b779 6dcd59 b4de2c fde725',
  cividis: '00204d 00336f 39486b 575c6d 707173 8a8779 a69d75 c4b56c e4cf5b ffea46',
  /** Blue sky, pale middle, warm Galaxy, after Planck's maps: lightness rises to the middle, then falls. */
  planck: '0a1e6e 1450b4 3c96dc 9bd7ee f5f0dc fac878 eb8237 be3c19 640a0a',
  grey: '0a0a0a f5f5f5',
  /** For values about zero: equally dark at both ends, neutral at zero. */
  residual: '0c2c63 2d6fb0 8ab6d9 f0f0ee e2ab86 bb5b2c 5e2410',
  /**
   * For angles: ends as it begins. Equal steps along a tilted circle in Oklab, of lightness 0.62 + 0.22 cos h and chroma
   * 0.13, so that each angle differs in hue, and most in lightness too.
   */
  cyclic:
    '76e5ad 34dbd4 0fc3e0 29a7dd 418ad1 516dbe 5c51a5 653785 72235d 88283e 9c3e2b ac5919 b77610 bc9424 b8b447 a6d174 76e5ad',
} as const

export type ColourMapName = keyof typeof anchors
/** Colour maps offered for the sky; `residual` is for differences, Q and U, `cyclic` for angles. */
export const skyColourMaps = ['magma', 'viridis', 'cividis', 'planck', 'grey'] as const satisfies ColourMapName[]

const stops = Object.fromEntries(
  Object.entries(anchors).map(([name, hex]) => [name, hex.split(' ').map((one) => toOklab(fromHex(`#${one}`)))]),
)

/** Colour at a position in a colour map, 0 to 1: linear in Oklab between the anchors. */
export function colourAt(name: ColourMapName, place: number) {
  const lab = stops[name]
  const at = Math.min(1, Math.max(0, place)) * (lab.length - 1)
  const i = Math.min(lab.length - 2, Math.floor(at))
  const t = at - i
  const mixed = [0, 1, 2].map((k) => lab[i][k] + t * (lab[i + 1][k] - lab[i][k]))
  return fromOklab(mixed as unknown as Parameters<typeof fromOklab>[0])
}

/** `count` colours at equal steps as `#rrggbb`. */
export const coloursOf = (name: ColourMapName, count: number): string[] =>
  Array.from({ length: count }, (_, i) => toHex(colourAt(name, count === 1 ? 0 : i / (count - 1))))

const tables = new Map<ColourMapName, Uint8ClampedArray>()

/** 256 colours, three bytes each. */
export function colourTable(name: ColourMapName): Uint8ClampedArray {
  let table = tables.get(name)
  if (!table) {
    table = new Uint8ClampedArray(768)
    for (let i = 0; i < 256; i++)
      table.set(
        colourAt(name, i / 255).map((c) => Math.round(255 * c)),
        3 * i,
      )
    tables.set(name, table)
  }
  return table
}

/** A CSS gradient of a map in the given direction. */
export const gradientOf = (name: ColourMapName, direction: 'to right' | 'to top' = 'to top') =>
  `linear-gradient(${direction}, ${coloursOf(name, 24).join(', ')})`
