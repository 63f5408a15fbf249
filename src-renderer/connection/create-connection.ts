import { reactive, readonly } from 'vue'
import { contract } from '../../src-preload/contract/index.ts'
import type { CirrusContract } from '../../src-preload/contract/index.ts'
import { createClient } from '../../src-preload/rpc/client.ts'
import type { CallOptions, Client } from '../../src-preload/rpc/client.ts'
import { CirrusError } from '../../src-preload/rpc/errors.ts'
import type { Port } from '../../src-preload/rpc/port.ts'
import type {
  EventName,
  EventOf,
  MethodName,
  ParamsInputOf,
  ProgressOf,
  ResultOf,
} from '../../src-preload/rpc/table.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Heartbeat, HeartbeatOptions } from './heartbeat.ts'
import { plain } from './plain.ts'

type C = CirrusContract
export type Host = ResultOf<C, 'host.describe'>

export interface ConnectionState {
  phase: 'connecting' | 'connected' | 'lost'
  host: Host | null
  /** Time of the next attempt, milliseconds since 1970; null while one is under way. */
  retryAt: number | null
  reason: string | null
}

/** Milliseconds before attempt n + 1: 0.25 s, doubling, at most 10 s. */
export const backOff = (attempt: number) => Math.min(10_000, 250 * 2 ** attempt)

/**
 * A connection that outlives its ports. Without a port, calls wait for the next one; calls in flight when a port is
 * lost are rejected with `connection-lost`. Event listeners move to the new port automatically.
 * @param pulse of ports that can die without a word; null for those that always report their closing
 */
export function createConnection(
  openPort: () => Promise<Port>,
  pulse: Pick<HeartbeatOptions, 'every' | 'patience'> | null = null,
) {
  const state = reactive<ConnectionState>({ phase: 'connecting', host: null, retryAt: null, reason: null })
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const greeters = new Set<() => void>()
  let client: Client<C> | null = null
  /** The client whose host has not answered yet; it already receives events. */
  let opening: Client<C> | null = null
  let waiting: (() => void)[] = []
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let heartbeat: Heartbeat | null = null
  let closed = false

  const listenTo = (to: Client<C>, name: string) =>
    to.on(name as EventName<C>, (payload) => {
      for (const listener of [...(listeners.get(name) ?? [])]) listener(payload as never)
    })

  const lose = (reason: string) => {
    client = null
    heartbeat?.stop()
    heartbeat = null
    if (closed) return
    const wait = backOff(attempt++)
    Object.assign(state, { phase: 'lost', reason, retryAt: Date.now() + wait })
    timer = setTimeout(() => void open(), wait)
  }

  async function open() {
    clearTimeout(timer)
    state.retryAt = null
    try {
      const port = await openPort()
      const next = (opening = createClient(contract, port))
      const ask = () => next.call('host.describe', {})
      if (pulse) heartbeat = startHeartbeat({ ...pulse, ask, silent: () => port.close() })
      for (const name of listeners.keys()) listenTo(next, name)
      // A port that closes before the host has answered rejects this call, with the reason.
      const host = await ask()
      client = next
      opening = null
      attempt = 0
      Object.assign(state, { phase: 'connected', host, reason: null })
      port.onClose(lose)
      for (const go of waiting.splice(0)) go()
      for (const greet of [...greeters]) greet()
    } catch (error) {
      opening?.close()
      opening = null
      lose(String((error as Error).message))
    }
  }

  const connected = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const cancelled = () => new CirrusError('cancelled', 'Cancelled.')
      if (signal?.aborted) return reject(cancelled())
      waiting.push(resolve)
      signal?.addEventListener(
        'abort',
        () => {
          waiting = waiting.filter((go) => go !== resolve)
          reject(cancelled())
        },
        { once: true },
      )
    })

  /** Retries at once. */
  const retry = () => {
    if (state.phase === 'lost' && state.retryAt !== null) void open()
  }

  return {
    state: readonly(state),
    open,
    retry,
    /** Finds out at once whether the connection survived: the network is back, or the machine woke up. */
    check() {
      retry()
      heartbeat?.beat()
    },
    async call<K extends MethodName<C>>(
      name: K,
      params: ParamsInputOf<C, K>,
      options?: CallOptions<ProgressOf<C, K>>,
    ): Promise<ResultOf<C, K>> {
      while (client === null) await connected(options?.signal)
      return client.call(name, plain(params), options)
    },
    on<K extends EventName<C>>(name: K, listener: (payload: EventOf<C, K>) => void): () => void {
      const heard = listeners.get(name) ?? new Set()
      if (!listeners.has(name)) {
        listeners.set(name, heard)
        const hearing = client ?? opening
        if (hearing) listenTo(hearing, name)
      }
      heard.add(listener)
      return () => void heard.delete(listener)
    },
    /** Calls the listener on every connection, and now if connected: the moment to reload what may have changed. */
    onConnected(listener: () => void): () => void {
      greeters.add(listener)
      if (client) listener()
      return () => void greeters.delete(listener)
    },
    close() {
      closed = true
      clearTimeout(timer)
      heartbeat?.stop()
      client?.close()
      opening?.close()
    },
  }
}
export type Connection = ReturnType<typeof createConnection>
