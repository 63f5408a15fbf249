import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../src-main/figures/figure.ts'
import { reportStyle } from '../../src-main/figures/report/style.ts'
import { familyStack, typefaceFiles, widthOfText } from '../../src-main/figures/typeface.ts'

describe('the typeface of the figures', () => {
  test('ships with the program as TrueType files', async () => {
    for (const file of Object.values(typefaceFiles)) {
      const head = (await readFile(file)).subarray(0, 4)
      expect([...head]).toEqual([0, 1, 0, 0])
    }
  })

  test('has widths proportional to its size, and wider ones in bold', () => {
    expect(widthOfText('multipole ℓ', 24)).toBeCloseTo(2 * widthOfText('multipole ℓ', 12), 6)
    expect(widthOfText('multipole', 12, 'bold')).toBeGreaterThan(widthOfText('multipole', 12))
    expect(widthOfText('', 12)).toBe(0)
  })

  test('has digits of equal width, so that numbers align', () => {
    const widths = [...'0123456789'].map((digit) => widthOfText(digit, 100))
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1e-6)
  })

  test('is embedded in a report in both weights, ahead of system typefaces', async () => {
    const style = await reportStyle()
    const faces = [...style.matchAll(/font-weight:(normal|bold);src:url\(data:font\/ttf;base64,([^)]{20})/g)]
    expect(faces.map(([, weight]) => weight)).toEqual(['normal', 'bold'])
    expect(faces[0][2]).toBe((await readFile(typefaceFiles.normal)).toString('base64').slice(0, 20))
    expect(style).toContain(familyStack)
    expect(style).not.toMatch(/https?:/)
  })
})

test('the tables of a figure are named after it', () => {
  const table = (columns: string[]) => ({ columns, rows: [] })
  const figure = { name: 'latents', title: '', caption: '', svg: '', numbers: table(['a']) }
  expect(tablesOf(figure)).toEqual([['latents', table(['a'])]])
  expect(tablesOf({ ...figure, more: { plane: table(['b']) } }).map(([name]) => name)).toEqual([
    'latents',
    'latents-plane',
  ])
})
