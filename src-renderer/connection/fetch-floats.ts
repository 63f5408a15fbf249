import { hostAddress } from '../base-path.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'

/** Little-endian float32 from bytes, on machines of either byte order. */
export function floatsOf(bytes: ArrayBuffer): Float32Array {
  const count = Math.floor(bytes.byteLength / 4)
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) return new Float32Array(bytes, 0, count)
  const view = new DataView(bytes)
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true))
}

/**
 * Fetches a binary resource of the host as float32 numbers.
 * @param address one of the contract's addresses, `/data/...`
 * @throws CirrusError `not-found` or `internal` with the host's answer, `connection-lost` if it did not answer
 * completely
 */
export async function fetchFloats(address: string, signal?: AbortSignal): Promise<Float32Array> {
  let response: Response
  let bytes: ArrayBuffer
  try {
    response = await fetch(hostAddress(address), { signal, credentials: 'same-origin' })
    bytes = await response.arrayBuffer()
  } catch (error) {
    if (signal?.aborted) throw new CirrusError('cancelled', 'Cancelled.')
    throw new CirrusError('connection-lost', `The host did not respond to the request for ${address}.`, String(error))
  }
  if (!response.ok) {
    const said = new TextDecoder().decode(bytes).slice(0, 500)
    throw new CirrusError(response.status === 404 ? 'not-found' : 'internal', said || `${address}: ${response.status}`)
  }
  return floatsOf(bytes)
}
