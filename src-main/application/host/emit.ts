import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { EventName, EventOf } from '../../../src-preload/rpc/table.ts'

/** Emits an event to the listeners of every door. */
export type Emit = <K extends EventName<CirrusContract>>(name: K, payload: EventOf<CirrusContract, K>) => void
