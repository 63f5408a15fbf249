import { effectScope, nextTick, ref } from 'vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useTilesComing } from '../../../src-renderer/sky/use-tiles-coming.ts'

let arrive: (name: string) => void = () => {}
const disconnect = vi.fn()
vi.stubGlobal(
  'PerformanceObserver',
  class {
    constructor(told: (list: { getEntries: () => { name: string }[] }) => void) {
      arrive = (name) => told({ getEntries: () => [{ name }] })
    }
    observe() {}
    disconnect = disconnect
  },
)
afterEach(() => disconnect.mockClear())

describe('loading tiles', () => {
  it('are reported until the first of their survey arrives', async () => {
    const address = ref<string | null>(null)
    const scope = effectScope()
    const coming = scope.run(() => useTilesComing(() => address.value))!
    expect(coming.value).toBe(false)
    address.value = 'http://host/data/maps/a/hips/0'
    await nextTick()
    expect(coming.value).toBe(true)
    arrive('http://host/data/maps/a/hips/0/properties')
    arrive('http://host/data/maps/b/hips/0/Norder0/Dir0/Npix0.fits')
    expect(coming.value).toBe(true)
    arrive('http://host/data/maps/a/hips/0/Norder0/Dir0/Npix0.fits')
    expect(coming.value).toBe(false)
    scope.stop()
    expect(disconnect).toHaveBeenCalled()
  })
})
