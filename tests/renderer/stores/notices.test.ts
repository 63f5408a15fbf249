import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useNotices } from '../../../src-renderer/stores/notices.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())
const texts = () => useNotices().items.map(({ text }) => text)

describe('notices', () => {
  it('of success disappear by themselves, failures stay', () => {
    const notices = useNotices()
    notices.done('Exported three files.')
    notices.failure(new Error('The disk is full.'))
    vi.advanceTimersByTime(60_000)
    expect(texts()).toEqual(['The disk is full.'])
  })
  it('of success stay long enough to be read', () => {
    useNotices().done('Exported three files.')
    vi.advanceTimersByTime(4000)
    expect(texts()).toEqual(['Exported three files.'])
  })
  it('carry the details of a failure for a report', () => {
    useNotices().failure(new CirrusError('internal', 'Internal error.', 'at paint.ts:12'))
    expect(useNotices().items[0]).toMatchObject({ kind: 'failure', details: 'at paint.ts:12' })
  })
  it('show a text even for a thrown value that is not an error', () => {
    useNotices().failure('plain words')
    useNotices().failure(undefined)
    expect(texts()).toEqual(['plain words', 'undefined'])
  })
  it('return the result of an attempt, or show why it failed', async () => {
    const notices = useNotices()
    expect(await notices.attempt(async () => 42)).toBe(42)
    expect(texts()).toEqual([])
    const failed = await notices.attempt(async () => {
      throw new CirrusError('conflict', 'The run trains already.')
    })
    expect(failed).toBeUndefined()
    expect(texts()).toEqual(['The run trains already.'])
  })
  it('are dismissed one by one, even with the same text', () => {
    const notices = useNotices()
    notices.failure(new Error('again'))
    notices.failure(new Error('again'))
    notices.dismiss(notices.items[0].key)
    expect(texts()).toEqual(['again'])
  })
})
