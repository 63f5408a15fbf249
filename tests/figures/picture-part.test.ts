import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { image, picturePart, ticksOf, type ColourScale } from '../../src-main/figures/picture-part.ts'
import { page } from '../../src-main/figures/svg.ts'
import { elementsOf, readSvg, textsOf } from './svg-document.ts'

const scale = (label: string): ColourScale => ({ colours: 'grey', range: [0, 1], label })
const tile = Float32Array.of(0, 0.25, 0.75, 1)
const drawn = (rows: Parameters<typeof picturePart>[0]) => readSvg(page([picturePart(rows, { size: 2, width: 400 })]))

describe('rows of pictures', () => {
  const one = scale('one')
  const svg = drawn([
    { label: 'first', tiles: [tile, tile], titles: ['a', 'b'], scale: one },
    { label: 'second', tiles: [tile, null], scale: one },
    { label: 'third', tiles: [tile, tile], scale: scale('other') },
  ])

  test('have a picture for each tile, and a gap for a missing one', () => {
    expect(elementsOf(svg, 'image')).toHaveLength(5)
  })

  test('have squares of equal size in columns', () => {
    const images = elementsOf(svg, 'image').map(({ attributes }) => attributes)
    expect(new Set(images.flatMap(({ width, height }) => [width, height])).size).toBe(1)
    expect(new Set(images.map(({ x }) => x)).size).toBe(2)
    expect(new Set(images.map(({ y }) => y)).size).toBe(3)
  })

  test('have a colour bar for each scale, shared by neighbouring rows', () => {
    const texts = textsOf(svg)
    expect(texts.filter((text) => text === 'one')).toHaveLength(1)
    expect(texts.filter((text) => text === 'other')).toHaveLength(1)
    // 64 bands and one frame per bar, five frames of pictures, and the white page.
    expect(elementsOf(svg, 'rect')).toHaveLength(2 * 65 + 5 + 1)
  })

  test('label each row and picture', () => {
    for (const text of ['first', 'second', 'third', 'a', 'b']) expect(textsOf(svg)).toContain(text)
  })
})

describe('a picture in a figure', () => {
  const decoded = (alpha: number) => {
    const data = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? alpha : 10 * i))
    const markup = image({ width: 2, height: 2, channels: 4, data }, 0, 0, 50)
    return decode(Buffer.from(/base64,([^"]+)/.exec(markup)![1], 'base64'))
  }

  test('is enlarged by a whole factor to at least 256 pixels', () => {
    expect(decoded(255)).toMatchObject({ width: 256, height: 256 })
  })

  test('has an alpha channel only if something is transparent', () => {
    expect(decoded(255).channels).toBe(3)
    expect(decoded(0).channels).toBe(4)
  })
})

test('a higher colour bar has more ticks, at least two steps', () => {
  expect(ticksOf({ range: [0, 1] }, 300).length).toBeGreaterThan(ticksOf({ range: [0, 1] }, 40).length)
  expect(ticksOf({ range: [0, 1] }, 1).length).toBeGreaterThanOrEqual(2)
})
