import { createRequire } from 'node:module'

/**
 * The part of fitsjs used here: converting the big-endian bytes of an image to numbers. As fitsjs is written for the
 * browser, it gets an ArrayBuffer instead of a File. Headers are not parsed by it: its parser never ends on a truncated
 * file.
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

/** BITPIX values that fitsjs reads. */
export type FitsjsPixels = 8 | 16 | 32 | -32

let loaded: Fitsjs | null = null

/**
 * The stored numbers of an image, unscaled; `bytes` is overwritten. fitsjs reads 64-bit pixels as 32-bit ones and
 * overflows on scaled 16-bit ones, so it only gets unscaled pixels of up to 32 bits.
 */
export function decodeWithFitsjs(bytes: ArrayBuffer, bitpix: FitsjsPixels) {
  loaded ??= createRequire(import.meta.url)('fitsjs') as Fitsjs
  return loaded.astro.FITS.Image.prototype._getFrame(bytes, bitpix, 0, 1)
}
