import { pngChunk, pngChunks, type PngChunk } from './png-chunk.ts'
import { encodePng, type Picture } from './png.ts'

const signature = 8

/**
 * Encodes pictures of equal size as an animated PNG that loops forever. Programs that do not support animation show the
 * first picture.
 * @param secondsEach how long each picture is shown
 * @throws RangeError if there are no pictures, or they differ in size
 */
export function encodeAnimatedPng(pictures: readonly Picture[], secondsEach: number): Uint8Array {
  if (pictures.length === 0) throw new RangeError('an animation needs at least one picture')
  const { width, height, channels } = pictures[0]
  const odd = pictures.findIndex((each) => each.width !== width || each.height !== height || each.channels !== channels)
  if (odd >= 0)
    throw new RangeError(`picture ${odd} of an animation differs in size or number of channels from the first`)
  const delay = Math.max(1, Math.round(1000 * secondsEach))
  let sequence = 0
  const control = () => {
    const view = new DataView(new ArrayBuffer(26))
    view.setUint32(0, sequence++)
    view.setUint32(4, width)
    view.setUint32(8, height)
    view.setUint16(20, delay)
    view.setUint16(22, 1000)
    return pngChunk('fcTL', new Uint8Array(view.buffer))
  }
  const frames = pictures.map((picture) => pngChunks(encodePng(picture)))
  const dataOf = (chunks: readonly PngChunk[]) => chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const [first, ...rest] = frames
  const animation = new DataView(new ArrayBuffer(8))
  animation.setUint32(0, pictures.length)
  return Buffer.concat([
    encodePng(pictures[0]).subarray(0, signature),
    pngChunk('IHDR', first.find(({ type }) => type === 'IHDR')!.data),
    pngChunk('acTL', new Uint8Array(animation.buffer)),
    control(),
    ...dataOf(first).map((data) => pngChunk('IDAT', data)),
    ...rest.flatMap((chunks) => [
      control(),
      ...dataOf(chunks).map((data) => {
        const number = new DataView(new ArrayBuffer(4))
        number.setUint32(0, sequence++)
        return pngChunk('fdAT', Buffer.concat([new Uint8Array(number.buffer), data]))
      }),
    ]),
    pngChunk('IEND', new Uint8Array(0)),
  ])
}
