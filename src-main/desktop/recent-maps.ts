import { mapEvents, type SkyMap } from '../../src-preload/contract/maps.ts'
import type { Application } from '../application/index.ts'
import { ask } from './ask.ts'

/** Maps in the menu. */
const MOST = 10

export type RecentMap = Pick<SkyMap, 'id' | 'name' | 'path'>

/**
 * The maps that were opened last and are still there, newest first.
 * @param tell called with them at the start and whenever they change
 * @param opened called with the file of each new map
 */
export async function followRecentMaps(
  application: Pick<Application, 'handlers' | 'events'>,
  tell: (maps: RecentMap[]) => void,
  opened: (path: string) => void,
): Promise<void> {
  const known = new Map<string, SkyMap>()
  let told = ''
  const update = () => {
    const recent = [...known.values()]
      .filter(({ present }) => present)
      .sort((a, b) => b.addedAt.localeCompare(a.addedAt))
      .slice(0, MOST)
      .map(({ id, name, path }) => ({ id, name, path }))
    const text = JSON.stringify(recent)
    if (text === told) return
    told = text
    tell(recent)
  }
  application.events.subscribe((event, payload) => {
    if (event !== 'maps.changed') return
    const { id, record } = mapEvents['maps.changed'].parse(payload)
    if (record && !known.has(id)) opened(record.path)
    if (record) known.set(id, record)
    else known.delete(id)
    update()
  })
  for (const map of await ask(application, 'maps.list', {})) known.set(map.id, map)
  update()
}
