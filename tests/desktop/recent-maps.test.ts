import { expect, it, vi } from 'vitest'
import { followRecentMaps } from '../../src-main/desktop/recent-maps.ts'
import { createFakeApplication } from '../serve/fake-application.ts'
import { maps } from '../renderer/fake/records.ts'

const map = (id: string, minute: number, more: object = {}) => ({
  ...maps[0],
  ...{ id, name: id, path: `/sky/${id}.fits`, present: true, addedAt: `2026-11-23T10:${minute + 10}:00Z` },
  ...more,
})

it('the ten maps opened last are told, newest first, without those that are gone', async () => {
  const listed = [map('lost', 40, { present: false }), ...Array.from({ length: 12 }, (_, i) => map(`m${i}`, i))]
  const { application, emit } = createFakeApplication({ 'maps.list': () => listed } as never)
  const [tell, opened] = [vi.fn(), vi.fn()]
  await followRecentMaps(application, tell, opened)
  const names = () => tell.mock.lastCall![0].map(({ name }: { name: string }) => name)
  expect(names()).toEqual(['m11', 'm10', 'm9', 'm8', 'm7', 'm6', 'm5', 'm4', 'm3', 'm2'])

  emit('maps.changed', { id: 'new', record: map('new', 30) })
  expect(names().slice(0, 2)).toEqual(['new', 'm11'])
  expect(opened.mock.calls).toEqual([['/sky/new.fits']])

  const before = tell.mock.calls.length
  emit('maps.changed', { id: 'm11', record: map('m11', 11, { note: 'bright' }) })
  expect(tell).toHaveBeenCalledTimes(before)
  emit('maps.changed', { id: 'new', record: null })
  expect(names()[0]).toBe('m11')
  expect(opened).toHaveBeenCalledOnce()
})
