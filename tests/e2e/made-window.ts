import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../application/harness.ts'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { openBrowserWindow } from './browser-window.ts'

type Serve = Parameters<typeof openBrowserWindow>[4]

/** A window on a small home with a made map and a dataset of 16 px patches cut from it. */
export async function openMadeWindow(size?: { width: number; height: number }, serve?: Serve) {
  const cirrus = await openBrowserWindow(size, undefined, false, false, serve)
  const { ask } = cirrus
  const path = writeMadeMap(join(mkdtempSync(join(tmpdir(), 'cirrus-made-')), 'made.fits'), waves)
  const map = await ask('maps.open', { path })
  const recipe = { size: 16, step: 10, minLatitude: 20 }
  const { id } = await ask('datasets.create', { mapId: map.id, column: 0, name: 'made', recipe })
  const dataset = await until(
    () => ask('datasets.get', { id }),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
  return { ...cirrus, map, dataset }
}
