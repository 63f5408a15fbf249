import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { crc32 } from 'node:zlib'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { family, typefaceFiles } from './typeface.ts'

/** Dots per inch of a figure for print. */
export const printResolution = 300
/** Pixels of CSS in an inch: the unit of a figure. */
const unitsPerInch = 96

let ready: Promise<Uint8Array[]> | undefined

/** The renderer's program and the typeface, read once. */
const prepare = () =>
  (ready ??= (async () => {
    const program = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
    await initWasm(readFile(program))
    return Promise.all(Object.values(typefaceFiles).map((file) => readFile(file)))
  })())

/** A figure as the bytes of a PNG file, on white, that says its resolution. */
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
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  const perMetre = Math.round(resolution / 0.0254)
  view.setUint32(0, 9)
  chunk.set(new TextEncoder().encode('pHYs'), 4)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  chunk[16] = 1
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  const whole = new Uint8Array(png.length + chunk.length)
  whole.set(png.subarray(0, headerEnd))
  whole.set(chunk, headerEnd)
  whole.set(png.subarray(headerEnd), headerEnd + chunk.length)
  return whole
}
