import { beforeAll, describe, expect, test } from 'vitest'
import { tablesOf } from '../../src-main/figures/figure.ts'
import { tableOf } from '../../src-main/figures/report/html.ts'
import { reportPage, type Reported } from '../../src-main/figures/report/report.ts'
import { validationFigures } from '../../src-main/figures/validation/index.ts'
import { cellsOf, madeReport } from './made-report.ts'
import { madeValidation } from './made-validation.ts'

let one: Reported
let alone: string
let both: string
beforeAll(async () => {
  one = { ...madeReport('random'), figures: await validationFigures(madeValidation()) }
  alone = await reportPage([one])
  both = await reportPage([one, { ...madeReport('disjoint'), figures: one.figures }])
}, 120_000)

const headings = (page: string) => [...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, title]) => title)
describe('a report', () => {
  test('makes no network requests: the only addresses are XML namespaces', () => {
    for (const page of [alone, both]) {
      expect(new Set(page.match(/https?:\/\/[^"'<> )]*/g))).toEqual(new Set(['http://www.w3.org/2000/svg']))
      expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:;`)
      expect(page).not.toMatch(/<script|<link|<iframe|@import| on\w+="/)
      for (const [, address] of page.matchAll(/(?:href|src)="([^"]{0,40})/g))
        expect(address).toMatch(/^(#|data:(image\/png|text\/csv);base64,)/)
    }
  })

  test('has every section, and a link to each', () => {
    const titles = headings(alone)
    expect(titles.slice(0, 2)).toEqual(['Summary', 'Beside the paper'])
    expect(titles.slice(-7)).toEqual([
      'P-values',
      'Memorisation',
      'Validation',
      'Data',
      'Configuration',
      'Environment',
      'How to cite',
    ])
    expect(alone).toContain('please cite Cirrus')
    for (const { title } of one.figures) expect(titles).toContain(title)
    const ids = [...alone.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id)
    expect([...alone.matchAll(/<li><a href="#([^"]+)"/g)].map(([, id]) => id)).toEqual(ids)
  })

  test('describes every figure in words, and offers its numbers to save', () => {
    const labels = [...alone.matchAll(/<svg role="img" aria-label="([^"]+)"/g)].map(([, label]) => label)
    expect(labels).toHaveLength(one.figures.length)
    for (const label of labels) expect(label.length).toBeGreaterThan(60)
    const saved = [...alone.matchAll(/download="([\w-]+\.csv)" href="data:text\/csv;base64,([^"]+)"/g)]
    expect(saved.map(([, name]) => name)).toEqual(
      one.figures.flatMap((figure) => tablesOf(figure).map(([name]) => `${name}.csv`)),
    )
    expect(Buffer.from(saved[3][2], 'base64').toString().split('\n')[0]).toContain('reconstruction median')
  })

  test('has column and row headers on all tables', () => {
    for (const [table] of alone.matchAll(/<table>.*?<\/table>/gs)) {
      expect(table).toContain('<caption>')
      expect(table).toMatch(/<th scope="col">/)
      const rows = table.match(/<tbody>(.*)<\/tbody>/s)![1].match(/<tr>/g)!
      expect(table.match(/<th scope="row">/g)).toHaveLength(rows.length)
    }
  })

  test('shows references beside each number, and the paper’s value if there is one', () => {
    expect(cellsOf(alone, 'mean squared error, std²')).toEqual(['0.163', '0.121', '–', '–', 'no number'])
    expect(cellsOf(alone, 'half the power kept up to, ℓ')).toEqual(['330', '400', '–', '–', '≈ 400'])
    expect(cellsOf(alone, 'multipole limit of this many latents, ℓ').at(-1)).toBe('406')
    // Epoch 18 of the made curve: (900 / 18 + 320) / 32^2; the paper's 3154 / 256^2.
    const elbo = cellsOf(alone, 'negative ELBO of the validation patches, nats per pixel')
    expect(elbo).toEqual(['0.3613', '–', '–', '–', '0.0481 after 100 epochs'])
    const spectra = cellsOf(alone, 'KS distance of reconstructions, bands of the spectrum')
    // The made distances grow in equal steps, scale (0.04 + 0.12 i) for i = 0 to 15: their median is 0.94 of the scale.
    expect(spectra.slice(0, 4)).toEqual(['0.470', '0.329', '0.094', '–'])
    expect(alone).toContain('epoch 1: 63043 / 48139')
  })

  test('shows the origin of the data, the environment and the settings', () => {
    expect(alone).toContain('/data/maps/&lt;iris&gt;.fits')
    expect(cellsOf(alone, 'its SHA-256')).toEqual(['ab12cd'])
    expect(cellsOf(alone, 'SHA-256 of its values')).toEqual(['f00d'])
    expect(cellsOf(alone, 'test area also in training')).toEqual(['95.3 %'])
    expect(cellsOf(alone, 'learningRate')).toEqual([String(one.validated.config.learningRate)])
    expect(cellsOf(alone, 'command')).toEqual([one.command])
    expect(cellsOf(alone, 'power spectra')).toEqual(['C1 taper of 1°, bands of 90 multipoles'])
    expect(cellsOf(alone, 'SHA-256 of their mask')).toEqual(['no mask'])
    expect(alone).toContain('Some Processor (cpu)')
    expect(alone).toContain('12.1 GB')
  })

  test('names the convolution kernels of a training in bfloat16', async () => {
    const { config } = one.validated
    const narrow = { ...one, validated: { ...one.validated, config: { ...config, precision: 'bfloat16' as const } } }
    expect(await reportPage([narrow])).toContain('float32; convolutions bfloat16, rounded')
    expect(alone).not.toContain('convolutions bfloat16')
  })

  test('notes in its summary if there are fewer principal components than latents, and for which run', async () => {
    const few = madeValidation()
    few.results = { ...few.results, components: 9 }
    const caption = (page: string) => /<caption>(.*?)<\/caption>/s.exec(page)![1]
    expect(caption(alone)).not.toContain('have only')
    const page = await reportPage([one, { ...one, validated: { ...few, run: 'few' } }])
    expect(caption(page)).toMatch(/few, random split, test patches: The training patches have only 9 principal/)
  })

  test('of two validations shows both in every table and figure, each under its name', () => {
    expect(headings(both)).toEqual(headings(alone))
    expect(both.match(/<figure>/g)).toHaveLength(2 * one.figures.length)
    expect(both).toContain('<th scope="colgroup" colspan="4">a run &amp; more, random split, test patches</th>')
    for (const name of ['spectra', 'beside-spectra', 'beside-latents-plane'])
      expect(both).toContain(`download="${name}.csv"`)
    expect(both).toContain('<h3>a run &amp; more, disjoint sky, test patches</h3>')
    expect(cellsOf(both, 'its SHA-256')).toEqual(['ab12cd', 'the file is no longer there'])
    expect(cellsOf(both, 'test area also in training')).toEqual(['95.3 %', '0.0 %'])
    expect(cellsOf(both, 'half the power kept up to, ℓ')).toHaveLength(9)
  })
})

test.each([
  [0.16312, '0.163'],
  [-2, '−2'],
  [1234.5, '1 235'],
  [3.21e-9, '3.21 × 10⁻⁹'],
  [NaN, '–'],
])('a cell with the number %d reads %s', (value, text) => {
  expect(tableOf({ caption: '', head: ['', 'x'], rows: [['a', value]] }).replaceAll('\u202f', ' ')).toContain(
    `>${text}</td>`,
  )
})

test('a table escapes its text', () => {
  const table = tableOf({ caption: 'a < b', head: ['', 'x & y'], rows: [['"q"', null]] })
  expect(table).toContain('a &lt; b')
  expect(table).toContain('x &amp; y')
  expect(table).toContain('<th scope="row">&quot;q&quot;</th><td>–</td>')
})
