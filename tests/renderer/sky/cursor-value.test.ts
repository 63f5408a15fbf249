import { effectScope } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useCursorValue } from '../../../src-renderer/sky/use-cursor-value.ts'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import { useSkyUnits } from '../../../src-renderer/stores/sky-units.ts'
import { usePage } from '../../../src-renderer/stores/page.ts'
import * as connection from '../../../src-renderer/connection/index.ts'
import { openStage, until } from './stage.ts'

const at = (lon: number) => ({ lon, lat: 5 })
describe('the value under the cursor', () => {
  beforeEach(() => void openStage())

  it('follows its position: first the coordinates, then the map’s value', async () => {
    const scope = effectScope()
    const show = scope.run(() => useCursorValue(() => ({ id: 'iris-100um', column: 0 })))!
    show(at(10))
    expect(usePage().cursor).toMatchObject({ lon: 10, lat: 5 })
    await until(() => usePage().cursor?.value === 3.42)
    expect(usePage().cursor).toMatchObject({ lon: 10, lat: 5, value: 3.42, unit: 'MJy/sr' })
    scope.stop()
    expect(usePage().cursor).toBeNull()
  })

  it('is in the unit chosen for the column, at once when another one is chosen', async () => {
    await useMaps().load()
    const [{ id }] = useMaps().items
    const chosen = useSkyUnits().of({ id, column: 0 })
    chosen.value = { unit: 'kJy/sr' }
    const scope = effectScope()
    const show = scope.run(() => useCursorValue(() => ({ id, column: 0 })))!
    show(at(10))
    await until(() => usePage().cursor?.unit === 'kJy/sr')
    expect(usePage().cursor?.value).toBeCloseTo(3420, 9)
    chosen.value = {}
    await until(() => usePage().cursor?.value === 3.42)
    expect(usePage().cursor?.unit).toBe('MJy/sr')
    scope.stop()
  })

  it('sends one request at a time, and skips positions passed in between', async () => {
    const call = vi.spyOn(connection, 'call')
    const asked: number[] = []
    call.mockImplementation((async (_: string, params: { lon: number }) => {
      asked.push(params.lon)
      await new Promise((resolve) => setTimeout(resolve, 20))
      return { value: params.lon, unit: 'K' }
    }) as unknown as typeof connection.call)
    const scope = effectScope()
    const show = scope.run(() => useCursorValue(() => ({ id: 'x', column: 0 })))!
    for (let lon = 0; lon < 20; lon++) show(at(lon))
    await until(() => usePage().cursor?.value === 19)
    expect(asked).toEqual([0, 19])
    scope.stop()
    call.mockRestore()
  })

  it('is read in two maps if there is a second one beside the first', async () => {
    const scope = effectScope()
    const source = (column: number) => () => ({ id: 'iris-100um', column })
    const show = scope.run(() => useCursorValue(source(0), source(0)))!
    show(at(10))
    await until(() => usePage().cursor?.beside)
    expect(usePage().cursor).toMatchObject({ lon: 10, value: 3.42, beside: { value: 3.42, unit: 'MJy/sr' } })
    scope.stop()
  })

  it('sends no request off the sky or without a map', async () => {
    const call = vi.spyOn(connection, 'call')
    const scope = effectScope()
    const show = scope.run(() => useCursorValue(() => null))!
    show(at(3))
    show(null)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(call).not.toHaveBeenCalled()
    expect(usePage().cursor).toBeNull()
    scope.stop()
    call.mockRestore()
  })
})
