import { effectScope, nextTick, ref } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useTilesComing } from '../../../src-renderer/sky/use-tiles-coming.ts'

let arrive: (name: string, responseStatus?: number) => void = () => {}
const disconnect = vi.fn()
vi.stubGlobal(
  'PerformanceObserver',
  class {
    constructor(told: (list: { getEntries: () => { name: string; responseStatus: number }[] }) => void) {
      arrive = (name, responseStatus = 200) => told({ getEntries: () => [{ name, responseStatus }] })
    }
    observe() {}
    disconnect = disconnect
  },
)
afterEach(() => disconnect.mockClear())

const survey = 'http://host/data/maps/a/hips/0'
const base = (at: number) => `${survey}/Norder0/Dir0/Npix${at}.fits`
function watched() {
  const address = ref<string | null>(null)
  const scope = effectScope()
  const missing = scope.run(() => useTilesComing(() => address.value))!
  return { address, scope, missing }
}

describe('loading tiles', () => {
  it('are reported until the twelve that cover the sky have arrived', async () => {
    const { address, scope, missing } = watched()
    expect(missing.value).toBeNull()
    address.value = survey
    await nextTick()
    expect(missing.value).toBe('all')
    arrive(`${survey}/properties`)
    arrive('http://host/data/maps/b/hips/0/Norder0/Dir0/Npix0.fits')
    expect(missing.value).toBe('all')
    for (let at = 0; at < 11; at++) {
      arrive(base(at))
      arrive(base(at))
      expect(missing.value).toBe('some')
    }
    // A finer tile covers little.
    arrive(`${survey}/Norder3/Dir0/Npix7.fits`)
    expect(missing.value).toBe('some')
    arrive(base(11))
    expect(missing.value).toBeNull()
    scope.stop()
    expect(disconnect).toHaveBeenCalled()
  })

  it('that fail are reported, until they come after all', async () => {
    const { address, scope, missing } = watched()
    address.value = survey
    await nextTick()
    arrive(base(0), 500)
    expect(missing.value).toBe('failed')
    for (let at = 0; at < 11; at++) arrive(base(at))
    expect(missing.value).toBe('some')
    arrive(base(11), 404)
    expect(missing.value).toBe('failed')
    scope.stop()
    expect(missing.value).toBeNull()
  })

  it('are no longer expected when none has come for ten seconds', async () => {
    vi.useFakeTimers()
    const { address, scope, missing } = watched()
    address.value = survey
    await nextTick()
    arrive(base(3))
    vi.advanceTimersByTime(9000)
    expect(missing.value).toBe('some')
    vi.advanceTimersByTime(2000)
    expect(missing.value).toBeNull()
    scope.stop()
    vi.useRealTimers()
  })
})
