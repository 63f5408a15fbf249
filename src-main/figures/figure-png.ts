import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { pngChunk } from '../files/png-chunk.ts'
import { family, typefaceFiles } from './typeface.ts'

/** Dots per inch of a figure for print. */
export const printResolution = 300
/** CSS pixels per inch: the unit of a figure. */
const unitsPerInch = 96

let ready: Promise<Uint8Array[]> | undefined

/** The renderer's WebAssembly and the typeface, read once. */
const prepare = () =>
  (ready ??= (async () => {
    const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
    await initWasm(readFile(program))
    return Promise.all(Object.values(typefaceFiles).map((file) => readFile(file)))
  })())

/** A figure as the bytes of a PNG file, on white, with its resolution recorded. */
export async function figurePng(svg: string, resolution = printResolution): Promise<Uint8Array> {
  const fontBuffers = await prepare()
  const drawing = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: resolution / unitsPerInch },
    font: { loadSystemFonts: false, fontBuffers, defaultFontFamily: family, sansSerifFamily: family },
  })
  try {
    const image = drawing.render()
    try {
      return withResolution(image.asPng(), resolution)
    } finally {
      image.free()
    }
  } finally {
    drawing.free()
  }
}

/** Puts a pHYs chunk (pixels per metre) after the header of a PNG file, so that it prints at its size. */
function withResolution(png: Uint8Array, resolution: number): Uint8Array {
  const headerEnd = 8 + 25
  const data = new DataView(new ArrayBuffer(9))
  const perMetre = Math.round(resolution / 0.0254)
  data.setUint32(0, perMetre)
  data.setUint32(4, perMetre)
  data.setUint8(8, 1)
  return Buffer.concat([
    png.subarray(0, headerEnd),
    pngChunk('pHYs', new Uint8Array(data.buffer)),
    png.subarray(headerEnd),
  ])
}
