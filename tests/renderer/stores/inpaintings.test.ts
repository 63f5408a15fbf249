import { afterEach, describe, expect, it } from 'vitest'
import type { Export, ObjectivePoint } from '../../../src-preload/contract/index.ts'
import { useExports } from '../../../src-renderer/stores/exports.ts'
import { useInpaintings } from '../../../src-renderer/stores/inpaintings.ts'
import { inpaintings as records } from '../fake/records.ts'
import { until } from '../window.ts'
import { connectTo, settled } from './small-host.ts'
import type { SmallHost } from './small-host.ts'

let host: SmallHost
afterEach(() => host.connection.close())
const point = (iteration: number, start = 0): ObjectivePoint => ({ start, iteration, objective: 5000 - iteration })
const { id } = records[0]
const [of, estimate] = [`${id}.map`, 'map']

describe('the objective’s curve of an estimate', () => {
  const open = async () => {
    const points = [point(0), point(1)]
    host = await connectTo({ 'inpaintings.list': () => records, 'inpaintings.history': () => [...points] })
    const store = useInpaintings()
    await until(() => store.phase === 'ready')
    return { store, points }
  }
  const tell = (...told: ObjectivePoint[]) => {
    for (const one of told) host.server.broadcast('inpaintings.objective', { id, estimate, point: one })
  }
  const iterations = (store: ReturnType<typeof useInpaintings>) => store.history.get(of)?.map((one) => one.iteration)

  it('grows as iterations are reported', async () => {
    const { store } = await open()
    await store.loadHistory(id, estimate)
    tell(point(2), point(3), point(0, 1))
    await until(() => store.history.get(of)?.length === 5)
    expect(store.history.get(of)?.at(-1)).toEqual(point(0, 1))
    expect(iterations(store)).toEqual([0, 1, 2, 3, 0])
  })
  it('has no duplicate of a point that was both loaded and reported', async () => {
    const { store, points } = await open()
    points.push(point(2))
    tell(point(2))
    await store.loadHistory(id, estimate)
    tell(point(2), point(3))
    await until(() => iterations(store)?.includes(3))
    expect(iterations(store)).toEqual([0, 1, 2, 3])
  })
  it('is not kept for estimates that were not viewed', async () => {
    const { store } = await open()
    tell(point(0), point(1))
    await settled()
    expect(store.history.size).toBe(0)
  })
  it('has no gap after a lost connection', async () => {
    const { store, points } = await open()
    await store.loadHistory(id, estimate)
    points.push(point(2), point(3))
    await host.reconnect()
    await until(() => iterations(store)?.length === 4)
    tell(point(4))
    await until(() => iterations(store)?.length === 5)
    expect(iterations(store)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('exports', () => {
  const exported = (name: string, source: Export['source'], createdAt: string): Export => ({
    id: name,
    source,
    folder: `/x/${name}`,
    files: [],
    createdAt,
  })
  it('of one inpainting are separate from others, newest first, and updated by their event', async () => {
    const list = [
      exported('old', { kind: 'inpainting', id }, '2026-11-20T10:00:00Z'),
      exported('other', { kind: 'inpainting', id: 'another' }, '2026-11-21T10:00:00Z'),
    ]
    host = await connectTo({ 'exports.list': () => list })
    const store = useExports()
    await until(() => store.items.length === 2)
    const record = exported('new', { kind: 'inpainting', id }, '2026-11-22T10:00:00Z')
    host.server.broadcast('exports.changed', { id: 'new', record })
    await until(() => store.items.length === 3)
    expect(store.of('inpainting', id).map((one) => one.id)).toEqual(['new', 'old'])
    expect(store.of('inpainting', 'nobody')).toEqual([])
  })
  it('that could not be listed leave the window unchanged', async () => {
    host = await connectTo({})
    const store = useExports()
    await until(() => host.asked['exports.list'] === 1)
    await settled()
    expect(store.items).toEqual([])
  })
})
