import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import ListPage from '../../../src-renderer/components/ListPage.vue'

const failure = new CirrusError('connection-lost', 'The host did not answer.')
const ready = { items: [1], phase: 'ready' as const, failure: null as CirrusError | null, load: vi.fn(async () => {}) }
const page = (list: object = {}) =>
  mount(ListPage, {
    props: {
      list: { ...ready, ...list },
      failed: 'Can’t read the runs',
      empty: { title: 'No runs yet', text: 'A run is one training.' },
    },
    slots: { toolbar: 'New run', start: 'Train on demo', default: 'the table' },
  })

describe('a page with a list', () => {
  it('shows the list below its toolbar', () => {
    expect(page().text()).toBe('New runthe table')
  })
  it('keeps the toolbar while the list is loading', () => {
    const wrapper = page({ phase: 'loading', items: [] })
    expect(wrapper.find('[role=status]').exists()).toBe(true)
    expect(wrapper.text()).toBe('New run')
  })
  it('explains an empty list, and offers the next step', () => {
    const text = page({ items: [] }).text()
    for (const word of ['No runs yet', 'A run is one training.', 'Train on demo']) expect(text).toContain(word)
    expect(text).not.toContain('the table')
  })
  it('says why the list could not be read, and retries', async () => {
    const wrapper = page({ phase: 'failed', items: [], failure })
    expect(wrapper.find('[role=alert]').text()).toContain('Can’t read the runs')
    expect(wrapper.text()).toContain('The host did not answer.')
    await wrapper.find('[role=alert] button').trigger('click')
    expect(ready.load).toHaveBeenCalledOnce()
  })
})
