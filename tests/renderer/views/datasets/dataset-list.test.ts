import { mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../../src-preload/contract/index.ts'
import { routes } from '../../../../src-renderer/views/routes.ts'
import DatasetList from '../../../../src-renderer/views/datasets/DatasetList.vue'
import { datasets } from '../../fake/records.ts'

const [complete] = datasets
const running: Dataset = { ...complete, id: 'b', name: 'being cut', state: 'running', count: 0 }
function list(current: string | null = null) {
  const router = createRouter({ history: createMemoryHistory(), routes })
  const page = mount(DatasetList, { props: { datasets: [complete, running], current }, global: { plugins: [router] } })
  const links = () => page.findAll('a').map((one) => [one.attributes('href'), one.attributes('aria-current')])
  return { page, links }
}

describe('the list of datasets', () => {
  it('leads to each, and first to a new one', () => {
    expect(
      list()
        .links()
        .map(([to]) => to),
    ).toEqual(['/datasets', `/datasets/${complete.id}`, '/datasets/b'])
  })

  it('marks the one that is shown, or the form of a new one', () => {
    expect(
      list()
        .links()
        .map(([, marked]) => marked),
    ).toEqual(['page', undefined, undefined])
    expect(
      list('b')
        .links()
        .map(([, marked]) => marked),
    ).toEqual([undefined, undefined, 'page'])
  })

  it('says how many patches there are of which size, or what the state is', () => {
    const items = list()
      .page.findAll('li')
      .map((one) => one.text())
    expect(items[2]).toMatch(/1\u202f972 × 64 px$/)
    expect(items[3]).toMatch(/running/i)
    expect(items[3]).not.toContain('px')
  })

  it('offers to import patches', async () => {
    const { page } = list()
    await page.find('button').trigger('click')
    expect(page.emitted('import')).toHaveLength(1)
  })
})
