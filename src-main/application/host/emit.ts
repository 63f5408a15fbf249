import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import type { EventName, EventOf } from '../../../src-preload/rpc/table.ts'

/** Tells every door's listeners what happened. */
export type Emit = <K extends EventName<CirrusContract>>(name: K, payload: EventOf<CirrusContract, K>) => void
