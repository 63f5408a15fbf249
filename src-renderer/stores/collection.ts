import { computed, ref, shallowRef } from 'vue'
import type { CirrusError } from '../../src-preload/rpc/errors.ts'
import { on, onConnected } from '../connection/index.ts'
import type { EventName, EventOf } from '../../src-preload/rpc/table.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'

/** The event that reports changes to one kind of record. */
type ChangeEvent<Item> = {
  [K in EventName<CirrusContract>]: EventOf<CirrusContract, K> extends { id: string; record: Item | null } ? K : never
}[EventName<CirrusContract>]

export type Loading = 'loading' | 'ready' | 'failed'

interface Source<Item> {
  list: () => Promise<Item[]>
  changed: ChangeEvent<Item>
}

/**
 * The window's copy of one list of the catalog: loaded on every connection, and kept current by its event, which
 * carries the record.
 */
export function collection<Item extends { id: string }>({ list, changed }: Source<Item>) {
  const items = shallowRef<Item[]>([])
  const phase = ref<Loading>('loading')
  const failure = shallowRef<CirrusError | null>(null)

  const put = (item: Item) => {
    const at = items.value.findIndex(({ id }) => id === item.id)
    items.value = at < 0 ? [item, ...items.value] : items.value.with(at, item)
    return item
  }
  const drop = (id: string) => {
    items.value = items.value.filter((item) => item.id !== id)
  }
  const take = ({ id, record }: { id: string; record: Item | null }) => void (record === null ? drop(id) : put(record))
  /** Changes reported while a list is loading; they are newer than the list. */
  let told: { id: string; record: Item | null }[] = []
  const load = async () => {
    told = []
    try {
      items.value = await list()
      told.forEach(take)
      phase.value = 'ready'
      failure.value = null
    } catch (error) {
      failure.value = error as CirrusError
      if (items.value.length === 0) phase.value = 'failed'
    }
  }
  on(changed, (event) => {
    const change = event as { id: string; record: Item | null }
    told.push(change)
    take(change)
  })
  onConnected(() => void load())

  const byId = computed(() => new Map(items.value.map((item) => [item.id, item])))
  return { items, phase, failure, load, put, drop, find: (id: string) => byId.value.get(id) }
}
