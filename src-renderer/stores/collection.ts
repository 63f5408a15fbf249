import { computed, ref, shallowRef } from 'vue'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import { on, onConnected } from '../connection/index.ts'
import type { EventName, EventOf } from '../../src-preload/rpc/table.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'

type ChangeEvent = {
  [K in EventName<CirrusContract>]: EventOf<CirrusContract, K> extends { id: string } ? K : never
}[EventName<CirrusContract>]

export type Loading = 'loading' | 'ready' | 'failed'

interface Source<Item> {
  list: () => Promise<Item[]>
  get: (id: string) => Promise<Item>
  changed: ChangeEvent
}

/**
 * The window's copy of one list of the catalog: loaded at every connection, kept fresh by its event.
 * An item that is no longer found is taken out.
 */
export function collection<Item extends { id: string }>({ list, get, changed }: Source<Item>) {
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
  const load = async () => {
    try {
      items.value = await list()
      phase.value = 'ready'
      failure.value = null
    } catch (error) {
      failure.value = error as CirrusError
      if (items.value.length === 0) phase.value = 'failed'
    }
  }
  const refresh = async (id: string) => {
    try {
      put(await get(id))
    } catch (error) {
      if (error instanceof CirrusError && error.code === 'not-found') drop(id)
    }
  }
  on(changed, ({ id }) => void refresh(id))
  onConnected(() => void load())

  const byId = computed(() => new Map(items.value.map((item) => [item.id, item])))
  return { items, phase, failure, load, refresh, put, drop, find: (id: string) => byId.value.get(id) }
}
