import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Job } from '../../../../src-preload/contract/index.ts'
import ProductFacts from '../../../../src-renderer/views/maps/ProductFacts.vue'
import { mapProducts } from '../../fake/map-products.ts'

const [dust, , mask] = mapProducts()
const job: Job = {
  ...{ id: 'job', kind: 'map', title: 'Download gnilc-545', subject: null, state: 'running', fraction: 0.25 },
  ...{ note: '50.0 MB of 201 MB', secondsLeft: 44, failure: null, cancellable: true },
  ...{ startedAt: '2026-11-29T10:00:00.000Z', endedAt: null },
}
const facts = (props: InstanceType<typeof ProductFacts>['$props']) => mount(ProductFacts, { props })

it('says where a product comes from, how it is checked, and what to cite', () => {
  const text = facts({ product: dust }).text()
  expect(text).toContain('https://archive.test/gnilc-545.fits')
  expect(text).toContain('MD5 checksum')
  expect(text).toContain('A&A 596, A109')
})

it('says that no checksum is published for a product', () => {
  expect(facts({ product: mask }).text()).toContain('no checksum is published')
})

it('shows how far a download is and how long it will take, while it is running', async () => {
  const view = facts({ product: dust, job })
  expect(view.find('progress').attributes('value')).toBe('0.25')
  expect(view.find('[role=status]').text()).toBe('50.0 MB of 201 MB, 44 s left')
  await view.setProps({ job: { ...job, fraction: null, secondsLeft: null } })
  expect(view.find('progress').attributes('value')).toBeUndefined()
  expect(view.find('[role=status]').text()).toBe('50.0 MB of 201 MB')
  await view.setProps({ job: { ...job, state: 'complete' } })
  expect(view.find('[role=status]').exists()).toBe(false)
})

it('shows why a download failed', () => {
  const failure = { code: 'download-failed', message: 'The connection was lost.' } as const
  const view = facts({ product: dust, job: { ...job, state: 'failed', failure } as Job })
  expect(view.text()).toContain('The download failed')
  expect(view.text()).toContain('The connection was lost.')
})
