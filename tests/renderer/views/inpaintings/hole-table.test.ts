// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import HoleTable from '../../../../src-renderer/views/inpaintings/page/HoleTable.vue'

const filled = { gradient: 0.254, seam: 1.131, contours: 0.5, power: null, histogram: 0.2 }
const cells = (inside: InstanceType<typeof HoleTable>['$props']['inside'], whole = false) =>
  mount(HoleTable, { props: { inside, whole } })
    .findAll('tr')
    .map((row) => row.findAll('th, td').map((cell) => cell.text()))

describe('the table of a hole', () => {
  it('tells the ratios of the estimate, and a dash where a hole is too small for one', () => {
    expect(cells({ filled, sample: null })).toEqual([
      ['in the hole, over the original', 'estimate'],
      ['gradient strength', '0.25'],
      ['contours (V₁)', '0.50'],
      ['power', '–'],
      ['seam', '1.13'],
      ['histogram, KS', '0.20'],
    ])
  })

  it('is of the whole patch if it has no hole, and then without a seam', () => {
    const rows = cells({ filled, sample: null }, true)
    expect(rows.map(([name]) => name)).toEqual([
      'whole patch, over the original',
      ...['gradient strength', 'contours (V₁)', 'power', 'histogram, KS'],
    ])
  })

  it('has a column for a sample, if there is one', () => {
    const rows = cells({ filled, sample: { ...filled, gradient: 0.97 } })
    expect(rows[1]).toEqual(['gradient strength', '0.25', '0.97'])
  })
})
