import type { z } from 'zod'
import { CirrusError, fromWire } from './errors.ts'
import { PROTOCOL, callIdOf, describeMisfit, serverMessageSchema } from './messages.ts'
import type { ClientMessage, ServerMessage } from './messages.ts'
import type { Port } from './port.ts'
import type { Contract, EventName, EventOf, MethodName, ParamsInputOf, ProgressOf, ResultOf } from './table.ts'

export interface CallOptions<Progress> {
  /** Aborting sends a cancel and rejects at once with code `cancelled`. */
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface Client<C extends Contract> {
  /** Calls a method of the other side. Rejects with CirrusError only, and always settles. */
  call<K extends MethodName<C>>(
    name: K,
    params: ParamsInputOf<C, K>,
    options?: CallOptions<ProgressOf<C, K>>,
  ): Promise<ResultOf<C, K>>
  /** Listens to an event; returns the function that stops it. */
  on<K extends EventName<C>>(name: K, listener: (payload: EventOf<C, K>) => void): () => void
  /** Closes the port; pending calls are rejected with `connection-lost`. */
  close(): void
}

interface Pending {
  method: string
  resolve: (value: unknown) => void
  reject: (error: CirrusError) => void
  onProgress: ((progress: never) => void) | undefined
}

/**
 * The calling side of a connection. Results, progress and events are parsed by the contract; messages that match no
 * schema go to `onError` and are dropped.
 */
export function createClient<C extends Contract>(
  contract: C,
  port: Port,
  { onError = () => {} }: { onError?: (error: CirrusError) => void } = {},
): Client<C> {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: never) => void>>()
  let nextId = 0
  let lost: CirrusError | null = null

  const send = (message: ClientMessage) => port.post(message)

  const lose = (error: CirrusError) => {
    lost ??= error
    const waiting = [...pending.values()]
    pending.clear()
    for (const call of waiting) call.reject(lost)
  }
  const settle = (id: number): Pending | undefined => {
    const call = pending.get(id)
    pending.delete(id)
    return call
  }
  const parse = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    throw new CirrusError(
      'invalid-result',
      `The response does not match the contract: ${describeMisfit(parsed.error, what)}`,
    )
  }
  const receive = (message: ServerMessage) => {
    switch (message.kind) {
      case 'hello':
        if (message.protocol !== PROTOCOL) {
          const sides = `this side speaks protocol ${PROTOCOL}, the other ${message.protocol}`
          lose(new CirrusError('version-mismatch', `Incompatible versions of Cirrus: ${sides}. Restart both.`))
          port.close()
        }
        return
      case 'result': {
        const call = settle(message.id)
        if (call === undefined) return
        try {
          call.resolve(parse(contract.methods[call.method].result, message.result, call.method))
        } catch (error) {
          call.reject(error as CirrusError)
        }
        return
      }
      case 'error':
        settle(message.id)?.reject(fromWire(message.error))
        return
      case 'progress': {
        const call = pending.get(message.id)
        const schema = call && contract.methods[call.method].progress
        if (call?.onProgress && schema) call.onProgress(parse(schema, message.progress, call.method) as never)
        return
      }
      case 'event': {
        if (!Object.hasOwn(contract.events, message.event)) return
        const heard = listeners.get(message.event)
        if (heard === undefined || heard.size === 0) return
        const payload = parse(contract.events[message.event], message.payload, message.event)
        for (const listener of [...heard]) listener(payload as never)
      }
    }
  }

  port.onClose((reason) => lose(new CirrusError('connection-lost', `The connection was lost: ${reason}.`)))
  port.onMessage((raw) => {
    const message = serverMessageSchema.safeParse(raw)
    try {
      if (message.success) receive(message.data)
      else {
        const error = new CirrusError('invalid-result', describeMisfit(message.error, 'message'))
        settle(callIdOf(raw) ?? -1)?.reject(error)
        onError(error)
      }
    } catch (thrown) {
      onError(thrown instanceof CirrusError ? thrown : new CirrusError('internal', String(thrown)))
    }
  })
  send({ kind: 'hello', protocol: PROTOCOL })

  return {
    call(name, params, { signal, onProgress } = {}) {
      return new Promise((resolve, reject) => {
        if (lost !== null) return reject(lost)
        const cancelled = () => new CirrusError('cancelled', 'Cancelled.')
        if (signal?.aborted) return reject(cancelled())

        const id = nextId++
        const onAbort = () => {
          if (settle(id) === undefined) return
          send({ kind: 'cancel', id })
          reject(cancelled())
        }
        const done = () => signal?.removeEventListener('abort', onAbort)
        pending.set(id, {
          method: name,
          resolve: (value) => (done(), resolve(value as never)),
          reject: (error) => (done(), reject(error)),
          onProgress,
        })
        signal?.addEventListener('abort', onAbort, { once: true })
        try {
          send({ kind: 'call', id, method: name, params })
        } catch (error) {
          settle(id)?.reject(new CirrusError('invalid-params', `${name}: ${(error as Error).message}`))
        }
      })
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set()
      listeners.set(name, heard)
      heard.add(listener)
      return () => void heard.delete(listener)
    },
    close() {
      port.close()
      lose(new CirrusError('connection-lost', 'The connection was closed.'))
    },
  }
}
