import { afterEach, describe, expect, it } from 'vitest'
import type { SkyMap } from '../../../src-preload/contract/index.ts'
import { CirrusError } from '../../../src-preload/rpc/errors.ts'
import { useDatasets } from '../../../src-renderer/stores/datasets.ts'
import { useMaps } from '../../../src-renderer/stores/maps.ts'
import { datasets, maps as mapRecords } from '../fake/records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

const mapCalled = (id: string, name = id): SkyMap => ({ ...mapRecords[0], id, name })
let host: SmallHost
afterEach(() => host.connection.close())

/** A host whose maps the test can change. */
async function hostOf(...items: SkyMap[]) {
  const list = [...items]
  host = await connectTo({
    'maps.list': () => list,
  })
  return { list, changed: (id: string, record: SkyMap | null) => host.server.broadcast('maps.changed', { id, record }) }
}

describe('the window’s copy of a list', () => {
  it('is loading until the host answers, then ready', async () => {
    let answer = () => {}
    const answered = new Promise<SkyMap[]>((resolve) => (answer = () => resolve([mapCalled('a')])))
    host = await connectTo({ 'maps.list': () => answered })
    const maps = useMaps()
    await settled()
    expect([maps.phase, maps.items]).toEqual(['loading', []])
    answer()
    await until(() => maps.phase === 'ready')
    expect(maps.items.map(({ id }) => id)).toEqual(['a'])
    expect(maps.find('a')?.grid).toMatchObject({ nside: 512 })
    expect(maps.find('b')).toBeUndefined()
  })
  it('puts a new item first and keeps a changed one in place', async () => {
    const { changed } = await hostOf(mapCalled('a'), mapCalled('b'))
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    changed('c', mapCalled('c'))
    await until(() => maps.items.length === 3)
    changed('b', mapCalled('b', 'renamed'))
    await until(() => maps.find('b')?.name === 'renamed')
    expect(maps.items.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
  it('sends no request when an item changes: the event carries it', async () => {
    const { changed } = await hostOf(mapCalled('a'))
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    changed('a', mapCalled('a', 'renamed'))
    await until(() => maps.find('a')?.name === 'renamed')
    expect(host.asked['maps.list']).toBe(1)
    expect(host.asked).not.toHaveProperty('maps.get')
  })
  it('drops a removed item', async () => {
    const { changed } = await hostOf(mapCalled('a'), mapCalled('b'))
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    changed('a', null)
    await until(() => maps.items.length === 1)
    expect(maps.find('a')).toBeUndefined()
  })
  it('prefers events that arrive while the list is loading to the list', async () => {
    const { promise, resolve } = Promise.withResolvers<SkyMap[]>()
    host = await connectTo({ 'maps.list': () => promise })
    const maps = useMaps()
    await until(() => host.asked['maps.list'] === 1)
    host.server.broadcast('maps.changed', { id: 'a', record: mapCalled('a', 'renamed') })
    host.server.broadcast('maps.changed', { id: 'b', record: null })
    await settled()
    resolve([mapCalled('a'), mapCalled('b')])
    await until(() => maps.phase === 'ready')
    expect(maps.items.map(({ name }) => name)).toEqual(['renamed'])
  })
  it('that could not be loaded says why, and loads on the next attempt', async () => {
    let broken = true
    host = await connectTo({
      'maps.list': () => {
        if (broken) throw new CirrusError('refused', 'catalog.sqlite: not a database.', 'SQLITE_NOTADB')
        return [mapCalled('a')]
      },
    })
    const maps = useMaps()
    await until(() => maps.phase === 'failed')
    expect(maps.failure).toMatchObject({ code: 'refused', message: 'catalog.sqlite: not a database.' })
    broken = false
    await maps.load()
    expect([maps.phase, maps.failure, maps.items.length]).toEqual(['ready', null, 1])
  })
  it('stays visible when a later load fails', async () => {
    let broken = false
    host = await connectTo({
      'maps.list': () => (broken ? Promise.reject(new CirrusError('busy', 'Locked.')) : [mapCalled('a')]),
    })
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    broken = true
    await maps.load()
    expect(maps.failure?.code).toBe('busy')
    expect([maps.phase, maps.items.length]).toEqual(['ready', 1])
  })
  it('is reloaded after a lost connection, including what happened meanwhile', async () => {
    const { list } = await hostOf(mapCalled('a'))
    const maps = useMaps()
    await until(() => maps.phase === 'ready')
    list.splice(0, 1, mapCalled('b'), mapCalled('c'))
    await host.reconnect()
    await until(() => maps.items.length === 2)
    expect(maps.items.map(({ id }) => id)).toEqual(['b', 'c'])
  })
  it('refuses a record that violates the contract, and names the field', async () => {
    host = await connectTo({ 'datasets.list': () => [{ ...datasets[0], count: 'many' } as never] })
    const store = useDatasets()
    await until(() => store.phase === 'failed')
    expect(store.failure?.code).toBe('invalid-result')
    expect(store.failure?.message).toContain('count')
  })
})
