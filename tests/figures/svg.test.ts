import { describe, expect, test } from 'vitest'
import { beside, page, textAt, type Part } from '../../src-main/figures/svg.ts'
import { elementsOf, readSvg, textsOf } from './svg-document.ts'

const part = (width: number, height: number, markup = '<g/>'): Part => ({ width, height, markup })

describe('a line of text', () => {
  test('is written at its position, escaped', () => {
    const text = readSvg(textAt('x < y', 3, 4))
    expect(text.text).toBe('x < y')
    expect(text.attributes).toMatchObject({ x: '3', y: '4', 'text-anchor': 'start' })
    expect(text.attributes).not.toHaveProperty('transform')
  })
  test('is rotated about its own position', () => {
    expect(readSvg(textAt('up', 3, 4, { turned: true, bold: true })).attributes).toMatchObject({
      transform: 'rotate(-90 3 4)',
      'font-weight': 'bold',
    })
  })
})

describe('a page', () => {
  const root = readSvg(page([part(100, 30), part(60, 20)], { gap: 5 }))

  test('is as wide as its widest part, and as high as all of them with the gaps between', () => {
    expect(root.attributes).toMatchObject({ width: '100', height: '55', viewBox: '0 0 100 55' })
  })
  test('has its parts centred, one below the other, on white', () => {
    const [ground, first, second] = root.children
    expect(ground.attributes).toMatchObject({ width: '100', height: '55', fill: '#ffffff' })
    expect(first.attributes.transform).toBe('translate(0 0)')
    expect(second.attributes.transform).toBe('translate(20 35)')
  })
})

test('parts side by side have the sum of their widths, and the largest of their heights', () => {
  const row = beside([part(100, 30, textAt('left', 0, 0)), part(60, 50, textAt('right', 0, 0))], { gap: 10 })
  expect(row).toMatchObject({ width: 170, height: 50 })
  const root = readSvg(page([row]))
  expect(textsOf(root)).toEqual(['left', 'right'])
  const moved = elementsOf(root, 'g').map(({ attributes }) => attributes.transform)
  expect(moved).toContain('translate(110 0)')
})
