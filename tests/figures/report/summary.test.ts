import { describe, expect, test } from 'vitest'
import type { Reported } from '../../../src-main/figures/report/report.ts'
import { nameOf } from '../../../src-main/figures/report/reported.ts'
import { summaryTable } from '../../../src-main/figures/report/summary.ts'
import { paper } from '../../../src-shared/validation/paper-values.ts'
import { cellsOf, madeReport } from '../made-report.ts'

const name = 'negative ELBO of the validation patches, nats per pixel'
const withValidated = (changes: Partial<Reported['validated']>, split: 'random' | 'disjoint' = 'random'): Reported => {
  const reported = madeReport(split)
  return { ...reported, validated: { ...reported.validated, ...changes } }
}
const { config } = madeReport().validated

describe('the summary of a report', () => {
  test('begins with the negative ELBO of the validated epoch, per pixel', () => {
    // 900 / 18 + 320 nats for 32 x 32 pixels.
    const [model, linear, training, patches] = cellsOf(summaryTable([madeReport()]), name)
    expect(model).toBe((370 / 1024).toPrecision(4))
    expect([linear, training, patches]).toEqual(['–', '–', '–'])
  })

  test('counts the pixels of all channels', () => {
    const polarised = withValidated({ config: { ...config, channels: 3 } })
    expect(cellsOf(summaryTable([polarised]), name)[0]).toBe((370 / 3072).toPrecision(4))
  })

  test('has no negative ELBO of an epoch that the metrics lack', () => {
    expect(cellsOf(summaryTable([withValidated({ epoch: 99 })]), name)[0]).toBe('–')
  })

  test('has the paper’s beside it only for the paper’s likelihood', () => {
    const [last, , loss] = paper.negativeElbo.at(-1)!
    const as = (likelihoodWidth: typeof config.likelihoodWidth) =>
      cellsOf(summaryTable([withValidated({ config: { ...config, likelihoodWidth } })]), name).at(-1)
    expect(as(null)).toBe(`${(loss / paper.pixels).toFixed(4)} after ${last} epochs`)
    expect(as('learned')).toBe('another likelihood')
  })

  test('says where the paper gives no number', () => {
    const html = summaryTable([madeReport()])
    expect(cellsOf(html, 'mean squared error, std²').at(-1)).toBe('no number')
    expect(cellsOf(html, 'multipole limit of this many latents, ℓ').at(-1)).toBe(String(paper.latentCeiling))
    expect(html).toContain('“no number” where it gives none')
  })

  test('explains its columns, but for the first, which is the model', () => {
    const caption = /<caption><span>(.*?)<\/span>/.exec(summaryTable([madeReport()]))![1]
    expect(caption).toMatch(/^In standardised units\. Linear: as many principal components .*Training: .*Patches: /)
    expect(caption).not.toContain('Model:')
  })

  test('has both of two validations in each row, under their names, and the paper once', () => {
    const other = withValidated({ epoch: 9, prior: 'flow' }, 'disjoint')
    const html = summaryTable([madeReport(), other])
    const groups = [...html.matchAll(/<th scope="colgroup" colspan="(\d)">(.*?)<\/th>/g)].map(([, ...parts]) => parts)
    expect(groups).toEqual([
      ['1', ''],
      ['4', 'a run &amp; more, random split, test patches'],
      ['4', 'a run &amp; more, disjoint sky, test patches, prior flow'],
      ['1', ''],
    ])
    const cells = cellsOf(html, name)
    expect(cells).toHaveLength(9)
    // 900 / 9 + 320 nats.
    expect([cells[0], cells[4]]).toEqual([(370 / 1024).toPrecision(4), (420 / 1024).toPrecision(4)])
  })
})

test('a validation’s name beside another one says its sky, its split and its prior', () => {
  expect(nameOf(madeReport())).toBe('a run & more, random split, test patches')
  expect(nameOf(withValidated({ split: 'validation', prior: 'flow' }, 'disjoint'))).toBe(
    'a run & more, disjoint sky, validation patches, prior flow',
  )
})
