import { createRequire } from 'node:module'

/**
 * The part of fitsjs that is used: turning the big-endian bytes of an image into numbers. It is written for the
 * browser, so it gets an ArrayBuffer instead of a File, and the headers are read here: its own parser does not end on
 * a file that is cut short.
 */
interface FitsjsImage {
  _getFrame(
    buffer: ArrayBuffer,
    bitpix: number,
    bzero: number,
    bscale: number,
  ): Uint16Array | Int16Array | Int32Array | Float32Array
}

interface Fitsjs {
  astro: { FITS: { Image: { prototype: FitsjsImage } } }
}

/** BITPIX of the pixels that it reads. */
export type FitsjsPixels = 8 | 16 | 32 | -32

let loaded: Fitsjs | null = null

/**
 * The stored numbers of an image, unscaled; `bytes` is overwritten. fitsjs reads 64-bit pixels as 32-bit ones, and
 * wraps scaled 16-bit ones around, so it is asked for unscaled pixels of up to 32 bits only.
 */
export function decodeWithFitsjs(bytes: ArrayBuffer, bitpix: FitsjsPixels) {
  loaded ??= createRequire(import.meta.url)('fitsjs') as Fitsjs
  return loaded.astro.FITS.Image.prototype._getFrame(bytes, bitpix, 0, 1)
}
