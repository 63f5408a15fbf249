import { CirrusError, toWire } from './errors.ts'
import type { WireError } from './errors.ts'
import { PROTOCOL, callIdOf, clientMessageSchema, describeMisfit } from './messages.ts'
import type { ClientMessage, ServerMessage } from './messages.ts'
import type { Port } from './port.ts'
import type { Contract, EventName, EventOf, MethodName, ParamsOf, ProgressOf, ResultInputOf } from './table.ts'

export interface HandlerContext<Progress> {
  /** Aborted when the caller cancels or disconnects. */
  signal: AbortSignal
  progress: (progress: Progress) => void
}
export type Handler<C extends Contract, K extends MethodName<C>> = (
  params: ParamsOf<C, K>,
  context: HandlerContext<ProgressOf<C, K>>,
) => Promise<ResultInputOf<C, K>> | ResultInputOf<C, K>

/** One handler for each method of the contract. */
export type Handlers<C extends Contract> = { readonly [K in MethodName<C>]: Handler<C, K> }

export interface Server<C extends Contract> {
  /** Serves a port until it closes; returns a function that closes it from this side. */
  attach(port: Port): () => void
  /** Sends an event to every attached port. */
  broadcast<K extends EventName<C>>(name: K, payload: EventOf<C, K>): void
  /** Closes all ports and aborts their calls. */
  close(): void
}

/** Calls of one port that may be under way at once; a window has a few. The answers of more would fill the memory. */
const mostCalls = 256

export interface ServerOptions {
  /** Called for bugs: handlers that threw something other than CirrusError, and messages that match no schema. */
  onError?: (error: unknown, where: string) => void
}

/**
 * The answering side of a connection: any number of ports, one set of handlers. Parameters are parsed before a handler
 * sees them; invalid ones are refused with `invalid-params` and the field's path.
 */
export function createServer<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  { onError = () => {} }: ServerOptions = {},
): Server<C> {
  const ports = new Set<Port>()

  const attach = (port: Port) => {
    const running = new Map<number, AbortController>()
    const send = (message: ServerMessage) => port.post(message)
    const fail = (id: number, error: WireError) => send({ kind: 'error', id, error })

    const answer = async ({ id, method: name, params: raw }: Extract<ClientMessage, { kind: 'call' }>) => {
      const abort = new AbortController()
      try {
        if (!Object.hasOwn(contract.methods, name))
          throw new CirrusError('unknown-method', `There is no method ${name}.`)
        if (running.has(id)) throw new CirrusError('invalid-params', `Call ${id} is still running.`)
        if (running.size >= mostCalls)
          throw new CirrusError('busy', `${mostCalls} calls of this connection are under way; wait for their answers.`)
        const params = contract.methods[name].params.safeParse(raw)
        if (!params.success)
          throw new CirrusError('invalid-params', `${name}: ${describeMisfit(params.error, 'params')}`, undefined, {
            field: params.error.issues[0].path.map(String).join('.'),
          })

        running.set(id, abort)
        const progress = (told: unknown) => {
          if (running.get(id) === abort) send({ kind: 'progress', id, progress: told })
        }
        const handler = handlers[name as MethodName<C>] as Handler<Contract, string>
        const result = await handler(params.data, { signal: abort.signal, progress: progress as never })
        send({ kind: 'result', id, result })
      } catch (thrown) {
        const error = abort.signal.aborted ? { code: 'cancelled', message: 'Cancelled.' } : toWire(thrown)
        if (error.code === 'internal') onError(thrown, name)
        fail(id, error)
      } finally {
        if (running.get(id) === abort) running.delete(id)
      }
    }

    ports.add(port)
    send({ kind: 'hello', protocol: PROTOCOL })
    port.onClose(() => {
      ports.delete(port)
      for (const abort of running.values()) abort.abort()
    })
    port.onMessage((raw) => {
      const parsed = clientMessageSchema.safeParse(raw)
      if (!parsed.success) {
        const error = new CirrusError('invalid-params', describeMisfit(parsed.error, 'message'))
        onError(error, 'message')
        const id = callIdOf(raw)
        if (id !== null) fail(id, toWire(error))
        return
      }
      const message = parsed.data
      if (message.kind === 'call') void answer(message)
      else if (message.kind === 'cancel') running.get(message.id)?.abort()
      // The client learns of the difference from our own hello, sent before, and tells its user.
      else if (message.protocol !== PROTOCOL) port.close()
    })
    return () => port.close()
  }

  return {
    attach,
    broadcast(name, payload) {
      for (const port of [...ports]) port.post({ kind: 'event', event: name, payload } satisfies ServerMessage)
    },
    close() {
      for (const port of [...ports]) port.close()
    },
  }
}

/** Serves a single port: for a process with one peer, such as the engine. */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  options: ServerOptions = {},
): { emit: Server<C>['broadcast']; close: () => void } {
  const server = createServer(contract, handlers, options)
  server.attach(port)
  return { emit: server.broadcast, close: server.close }
}
