import { expect, test } from 'vitest'
import { sampleGallery } from '../../src-main/figures/sample-gallery.ts'
import { elementsOf, readSvg, textsOf } from './svg-document.ts'

const pictures = (count: number) => Array.from({ length: count }, (_, i) => Float32Array.of(i, i + 1, i + 1, i + 2))

test('draws are in rows of six, at most 48, on one scale', () => {
  const svg = readSvg(sampleGallery(pictures(50), 2).svg)
  const images = elementsOf(svg, 'image')
  expect(images).toHaveLength(48)
  expect(new Set(images.map(({ attributes }) => attributes.x)).size).toBe(6)
  expect(new Set(images.map(({ attributes }) => attributes.y)).size).toBe(8)
  expect(textsOf(svg).filter((text) => text === 'standardised value')).toHaveLength(1)
})

test('few draws are in one row', () => {
  const images = elementsOf(readSvg(sampleGallery(pictures(2), 2).svg), 'image')
  expect(new Set(images.map(({ attributes }) => attributes.y)).size).toBe(1)
})

test('the numbers are the moments of all draws, including those not shown', () => {
  const { numbers, caption } = sampleGallery(pictures(50), 2)
  expect(caption).toContain('48 of 50')
  expect(numbers.rows).toHaveLength(50)
  // Of i, i + 1, i + 1, i + 2: mean i + 1, variance 1/2, no skewness, m4 / m2^2 - 3 = (1/2) / (1/4) - 3 = -1.
  const [number, mean, deviation, skewness, kurtosis] = numbers.rows[7] as number[]
  expect([number, mean]).toEqual([7, 8])
  expect(deviation).toBeCloseTo(Math.SQRT1_2, 12)
  expect(skewness).toBeCloseTo(0, 12)
  expect(kurtosis).toBeCloseTo(-1, 12)
})
