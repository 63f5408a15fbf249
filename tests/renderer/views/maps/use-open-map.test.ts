import { createPinia, setActivePinia } from 'pinia'
import { ref } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CirrusError } from '../../../../src-preload/rpc/errors.ts'
import * as connection from '../../../../src-renderer/connection/index.ts'
import { useMaps } from '../../../../src-renderer/stores/maps.ts'
import { useMapColumn } from '../../../../src-renderer/views/maps/use-map-column.ts'
import { useOpenMap } from '../../../../src-renderer/views/maps/use-open-map.ts'
import { maps } from '../../fake/records.ts'

const call = vi.spyOn(connection, 'call')
const answer = (name: string) => (name === 'maps.list' ? [] : maps[0])
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  call.mockReset().mockImplementation((async (name: string) => answer(name)) as never)
})
/** The host refuses to open a file. Not only once: a page of another test in this window may still be asking. */
const refuse = (path: string, error: CirrusError) =>
  call.mockImplementation((async (name: string, asked: { path?: string }) => {
    if (asked.path === path) throw error
    return answer(name)
  }) as never)
const begin = () => {
  const opened = vi.fn()
  return { opened, ...useOpenMap(opened) }
}

describe('opening a map', () => {
  it('adds it to the list and returns its id', async () => {
    const { open, opened, opening } = begin()
    await open('/data/iris.fits')
    expect(opened).toHaveBeenCalledWith('iris-100um')
    expect(useMaps().find('iris-100um')?.name).toBe('iris-100um')
    expect(opening.value).toEqual([])
  })
  it('sends a frame only if one is chosen', async () => {
    const { open } = begin()
    await open('/data/iris.fits')
    await open('/data/iris.fits', { coordsys: 'E' })
    const params = call.mock.calls.filter(([name]) => name === 'maps.open').map(([, asked]) => asked)
    expect(params).toEqual([{ path: '/data/iris.fits' }, { path: '/data/iris.fits', coordsys: 'E' }])
  })
  it('follows the progress, and opens no file twice at once', async () => {
    let tell = (_: { fraction: number }) => {}
    let answer = (_: unknown) => {}
    call.mockImplementation(((_: string, __: unknown, options: { onProgress: typeof tell }) => {
      tell = options.onProgress
      return new Promise((resolve) => (answer = resolve))
    }) as never)
    const { open, opening } = begin()
    const reading = open('/data/iris.fits')
    await open('/data/iris.fits')
    tell({ fraction: 0.5 })
    expect(opening.value).toEqual([{ path: '/data/iris.fits', fraction: 0.5 }])
    answer(maps[0])
    await reading
    expect(opening.value).toEqual([])
  })
  it('keeps the last refusal until another file is opened', async () => {
    refuse('/data/letter.fits', new CirrusError('refused', 'letter.fits is not FITS.'))
    const { open, refusal } = begin()
    await open('/data/letter.fits')
    expect(refusal.value).toMatchObject({ path: '/data/letter.fits', error: { message: 'letter.fits is not FITS.' } })
    await open('/data/iris.fits')
    expect(refusal.value).toBeNull()
  })
  it('that is cancelled is not a refusal', async () => {
    refuse('/data/iris.fits', new CirrusError('cancelled', 'Cancelled.'))
    const { open, refusal, cancel } = begin()
    const reading = open('/data/iris.fits')
    cancel('/data/iris.fits')
    cancel('/data/unknown.fits')
    await reading
    expect(refusal.value).toBeNull()
  })
})

describe('the column of a map', () => {
  const two = { id: 'planck', columns: [maps[0].columns[0], maps[0].columns[0]] }
  it('is the first by default, then the last one viewed', () => {
    const column = useMapColumn(ref(two))
    expect(column.value).toBe(0)
    column.value = 1
    expect(useMapColumn(ref(two)).value).toBe(1)
    expect(useMapColumn(ref({ ...two, id: 'iris' })).value).toBe(0)
  })
  it('stays within the columns of the map', () => {
    useMapColumn(ref(two)).value = 1
    expect(useMapColumn(ref({ ...two, columns: two.columns.slice(0, 1) })).value).toBe(0)
    expect(useMapColumn(ref(null)).value).toBe(0)
  })
})
