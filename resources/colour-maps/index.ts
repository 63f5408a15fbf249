/**
 * Colours for pictures of the sky, for the window and for PNG files alike. magma, viridis and cividis are the public
 * domain maps (van der Walt & Smith 2015; Nunez et al. 2018), sampled at equal steps; `planck` (in the manner of the
 * mission's maps) and `diverging` (for residuals, its middle is zero) are Cirrus's own.
 */
const anchors = {
  magma: ['000004', '1c1044', '4f127b', '812581', 'b5367a', 'e55064', 'fb8761', 'fec287', 'fcfdbf'],
  viridis: ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'],
  cividis: ['00224e', '123570', '3b496c', '575d6d', '707173', '8a8678', 'a59c74', 'c3b369', 'e1cc55', 'fee838'],
  planck: ['06163f', '0f3d8c', '2f7fc8', '8cc4e6', 'e9eee6', 'f7d98b', 'ee9a3a', 'c8501b', '7d1508'],
  diverging: ['143d7a', '3f74b5', '8fb4d9', 'd4e0ec', 'f4f3f1', 'f1d9c9', 'dfa07a', 'bd5f35', '7f2a0c'],
  grey: ['000000', 'ffffff'],
} as const

export type ColourMapName = keyof typeof anchors
export const colourMapNames = Object.keys(anchors) as ColourMapName[]

const tables = new Map<ColourMapName, Uint8Array>()

/** A colour map as 256 colours, uint8 [256, 3], RGB. */
export function colourTable(name: ColourMapName): Uint8Array {
  let table = tables.get(name)
  if (!table) {
    const colours = anchors[name].map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)))
    table = Uint8Array.from({ length: 256 * 3 }, (_, i) => {
      const place = (Math.floor(i / 3) / 255) * (colours.length - 1)
      const below = Math.min(Math.floor(place), colours.length - 2)
      const [from, to] = [colours[below][i % 3], colours[below + 1][i % 3]]
      return Math.round(from + (place - below) * (to - from))
    })
    tables.set(name, table)
  }
  return table
}
