import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'

const types: Record<string, string> = {
  '.png': 'image/png',
  '.fits': 'application/fits',
  '.npy': 'application/octet-stream',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json',
}

/** Numbers as in memory: float32, little endian. */
export const floatResponse = (values: Float32Array, shape: readonly number[]) =>
  new Response(new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength), {
    headers: { 'content-type': 'application/octet-stream', 'x-shape': shape.join(','), 'cache-control': 'no-store' },
  })

/** Bytes derived from a map, whose file may be replaced: clients revalidate every time. */
export const bytesResponse = (bytes: Uint8Array, type: string) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': type, 'cache-control': 'private, no-cache' },
  })

export const textResponse = (text: string, status = 200) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })

/** A file to download, under its own name. */
export async function downloadResponse(path: string, name: string) {
  return new Response(await readFile(path), {
    headers: {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  })
}

/** A failure as a response: its message as text, the status by its code. */
export function errorResponse(error: unknown) {
  if (!(error instanceof CirrusError)) return textResponse(`Internal error: ${(error as Error).message}`, 500)
  const status =
    error.code === 'not-found' ? 404 : error.code === 'invalid-params' || error.code === 'refused' ? 400 : 500
  return textResponse(error.message, status)
}
