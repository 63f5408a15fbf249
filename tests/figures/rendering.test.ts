import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figurePdf } from '../../src-main/figures/figure-pdf.ts'
import { figurePng } from '../../src-main/figures/figure-png.ts'
import { picturePart } from '../../src-main/figures/picture-part.ts'
import { renderFigures } from '../../src-main/figures/render-figures.ts'
import { page, textAt } from '../../src-main/figures/svg.ts'
import { typefaceFiles, widthOfText } from '../../src-main/figures/typeface.ts'
import type { Figure } from '../../src-main/figures/figure.ts'

const folder = mkdtempSync(join(tmpdir(), 'cirrus-figures-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All characters in figures besides plain letters. */
const signs = 'ℓ λ θ σ χ µ π ° − ⁻⁰¹²³⁴⁵⁶⁷⁸⁹ ₀₁₂ √ × ½ ≈ – ’ “ ” ± ≤'
/** One pixel, at the dark or bright end of its scale. */
const dark = Float32Array.of(0, 0, 0, 1)
const svg = page([
  picturePart([{ label: 'rows', tiles: [dark], scale: { colours: 'grey', range: [0, 1], label: 'value, MJy/sr' } }], {
    size: 2,
    width: 200,
  }),
  { width: 300, height: 40, markup: textAt(signs, 5, 20) + textAt('bold words', 5, 36, { bold: true }) },
])
const size = { width: Number(/width="([\d.]+)"/.exec(svg)![1]), height: Number(/height="([\d.]+)"/.exec(svg)![1]) }

describe('a figure as PNG', () => {
  let image: ReturnType<typeof decode>
  beforeAll(async () => void (image = decode(await figurePng(svg))))

  test('has 300 dots per inch, and records it', () => {
    expect(image.width).toBe(Math.round((size.width * 300) / 96))
    expect(Math.abs(image.height - (size.height * 300) / 96)).toBeLessThanOrEqual(1)
    expect(image.resolution).toMatchObject({ x: 11811, y: 11811 })
  })

  test('shows the pictures in colour, north up, and every character in ink on white', () => {
    const at = (x: number, y: number) => {
      const from = image.channels * (Math.round((y * 300) / 96) * image.width + Math.round((x * 300) / 96))
      return [...image.data.slice(from, from + 3)]
    }
    // The part is 200 wide on a page of 300: it starts at 50, and its picture 20 further right.
    const [left, top] = [50 + 20 + 10, 10]
    expect(at(left, top)).toEqual([10, 10, 10])
    const side = 200 - 20 - 12 - 12
    // North-west is row 1, column 0 (dark); north-east, column 1, is the brightest grey.
    expect(at(50 + 20 + (side - 60) * 0.75, top)[0]).toBeGreaterThan(200)
    expect(at(290, 2)).toEqual([255, 255, 255])
  })
})

test('the typeface has every character that figures use, in both weights', () => {
  for (const weight of ['normal', 'bold'] as const) {
    const missing = widthOfText('\uffff', 100, weight)
    expect(missing).toBeGreaterThan(0)
    for (const sign of new Set(signs.replaceAll(' ', ''))) expect(widthOfText(sign, 100, weight)).toBeGreaterThan(0)
  }
  expect(widthOfText('mm', 20)).toBeCloseTo(2 * widthOfText('m', 20), 6)
  expect(widthOfText('word', 24)).toBeCloseTo(2 * widthOfText('word', 12), 6)
  expect(Object.keys(typefaceFiles)).toEqual(['normal', 'bold'])
})

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined

describe('a figure as PDF', () => {
  test('is one page of the figure’s size, with the typeface embedded', async () => {
    const pdf = Buffer.from(await figurePdf(svg, { title: 'A figure' })).toString('latin1')
    expect(pdf).toMatch(/^%PDF-1\.\d/)
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!
    expect(Number(box[1])).toBeCloseTo(0.75 * size.width, 2)
    expect(Number(box[2])).toBeCloseTo(0.75 * size.height, 2)
    expect(pdf).toMatch(/\/FontFile[23]/)
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
  })

  test.skipIf(!hasPoppler)('contains its text as text (skipped without pdftotext)', async () => {
    const file = join(folder, 'figure.pdf')
    writeFileSync(file, await figurePdf(svg, { title: 'A figure' }))
    const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })
    for (const word of ['bold words', 'rows', 'value, MJy/sr', 'ℓ', 'λ', '√', '½'])
      expect(text.normalize('NFC')).toContain(word)
  })
})

test('figures are rendered on worker threads, in order, and stop when aborted', async () => {
  const figures = ['one', 'two', 'three'].map((title): Figure => {
    const markup = textAt(title, 2, 12)
    const width = 40 + 10 * title.length
    return {
      name: title,
      title,
      caption: '',
      svg: page([{ width, height: 20, markup }]),
      numbers: { columns: [], rows: [] },
    }
  })
  const widths: number[] = []
  for await (const { png, pdf } of renderFigures(figures, { threads: 2 })) {
    widths.push(decode(png).width)
    expect(Buffer.from(pdf).subarray(0, 4).toString()).toBe('%PDF')
  }
  expect(widths).toEqual(figures.map(({ title }) => Math.round(((40 + 10 * title.length) * 300) / 96)))
  const off = new AbortController()
  off.abort(new Error('enough'))
  await expect(renderFigures(figures, { signal: off.signal }).next()).rejects.toThrow('enough')
})
