import { decode, decodeApng } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { encodeAnimatedPng } from '../../src-main/files/animated-png.ts'
import { pngChunks } from '../../src-main/files/png-chunk.ts'
import type { Picture } from '../../src-main/files/png.ts'

const filled = (value: number, width = 3): Picture => ({
  width,
  height: 2,
  channels: 4,
  data: new Uint8Array(8 * width).map((_, i) => (i % 4 === 3 ? 255 : value + i)),
})

describe('an animated PNG', () => {
  const pictures = [filled(10), filled(70), filled(130)]
  const bytes = encodeAnimatedPng(pictures, 0.15)

  test('holds every picture in order, with its duration', () => {
    const { frames, numberOfFrames, numberOfPlays, width, height } = decodeApng(bytes)
    expect({ numberOfFrames, numberOfPlays, width, height }).toEqual({
      numberOfFrames: 3,
      numberOfPlays: 0,
      width: 3,
      height: 2,
    })
    frames.forEach((frame, i) => {
      expect(frame.delayNumber / frame.delayDenominator).toBeCloseTo(0.15, 9)
      expect([...frame.data]).toEqual([...pictures[i].data])
    })
  })

  test('is its first picture in programs that do not support animation', () => {
    expect([...decode(bytes).data]).toEqual([...pictures[0].data])
  })

  test('numbers its chunks without gaps', () => {
    const numbered = pngChunks(bytes).filter(({ type }) => type === 'fcTL' || type === 'fdAT')
    const numbers = numbered.map(({ data }) => new DataView(data.buffer, data.byteOffset).getUint32(0))
    expect(numbers).toEqual([0, 1, 2, 3, 4])
  })

  test('has one size', () => {
    expect(() => encodeAnimatedPng([], 1)).toThrow(RangeError)
    expect(() => encodeAnimatedPng([filled(1), filled(1, 4)], 1)).toThrow('picture 1 of an animation')
  })
})
