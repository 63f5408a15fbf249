import { mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import type { CirrusContract } from '../../../src-preload/contract/index.ts'
import { toWire } from '../../../src-preload/rpc/errors.ts'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import type { ClientMessage } from '../../../src-preload/rpc/messages.ts'
import type { Port } from '../../../src-preload/rpc/port.ts'
import type { MethodName, ParamsInputOf, ResultInputOf } from '../../../src-preload/rpc/table.ts'
import { connect } from '../../../src-renderer/connection/index.ts'
import { routes } from '../../../src-renderer/views/routes.ts'
import { createFakeHost } from '../fake/fake-host.ts'
import type { FakeHost } from '../fake/fake-host.ts'
import { freshSettings, until } from '../window.ts'

type C = CirrusContract
/** Overrides the host's answers; throwing refuses. */
export type Answers = { [K in MethodName<C>]?: (params: ParamsInputOf<C, K>) => ResultInputOf<C, K> }

interface Stage {
  empty?: boolean
  /** Whether the window only watches. */
  watching?: boolean
  /** Changes the host's records before the window connects. */
  prepare?: (host: FakeHost) => void
  answers?: Answers
  /** Keeps what the previous window remembered. */
  again?: boolean
  /** Overrides a binary resource: undefined leaves it to the host, a string is a failure. */
  resource?: (address: string) => Float32Array | string | undefined
}

/** The host's end of a port, where a test answers some calls; all calls are recorded. */
function overheard(port: Port, answers: Answers, calls: [string, unknown][]): Port {
  return {
    ...port,
    onMessage: (listener) =>
      port.onMessage((message) => {
        const told = message as ClientMessage
        if (told.kind !== 'call') return listener(message)
        calls.push([told.method, told.params])
        const answer = answers[told.method as MethodName<C>] as ((params: unknown) => unknown) | undefined
        if (!answer) return listener(message)
        try {
          port.post({ kind: 'result', id: told.id, result: answer(told.params) })
        } catch (error) {
          port.post({ kind: 'error', id: told.id, error: toWire(error) })
        }
      }),
  }
}

/**
 * A page of the window at an address, connected to a fake host in memory: `calls` are the called methods with
 * parameters, `fetched` the requested binary resources.
 */
export async function openPage(
  page: Component,
  at: string,
  props: Record<string, unknown> = {},
  { empty = false, watching = false, again = false, prepare, answers = {}, resource }: Stage = {},
) {
  if (!again) freshSettings()
  setActivePinia(createPinia())
  const host = createFakeHost({ empty, watching })
  prepare?.(host)
  const calls: [string, unknown][] = []
  const connection = connect(async () => {
    const [mine, theirs] = createMemoryPorts()
    host.server.attach(overheard(theirs, answers, calls))
    return mine
  })
  await until(() => connection.state.phase === 'connected')
  const fetched: string[] = []
  globalThis.fetch = async (asked) => {
    const address = String(asked)
    fetched.push(address)
    const own = resource?.(address)
    if (typeof own === 'string') return new Response(own, { status: 500 })
    const values = own ?? host.resource(address)
    return new Response(values ? (values.buffer as ArrayBuffer) : 'There is none.', { status: values ? 200 : 404 })
  }
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(at)
  const wrapper = mount(page, { props, global: { plugins: [router] }, attachTo: document.body })
  const close = () => {
    wrapper.unmount()
    connection.close()
    document.body.innerHTML = ''
  }
  return { page: wrapper, host, router, connection, calls, fetched, close }
}
export type OpenPage = Awaited<ReturnType<typeof openPage>>

/** The button or link whose text starts with this, if the page has one. */
export const button = (page: VueWrapper, text: string) =>
  page.findAll<HTMLButtonElement>('button, a').find((one) => one.text().startsWith(text))

export const press = async (page: VueWrapper, text: string) => {
  const found = button(page, text)
  if (!found) throw new Error(`There is no ${text} on the page: ${page.text().slice(0, 300)}`)
  await found.trigger('click')
}

/** The copyable commands on the page. */
export const commands = (page: VueWrapper) => page.findAll('.command code').map((code) => code.text())

/** A list of facts as an object. */
export const facts = (page: VueWrapper): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const name of page.findAll('dt')) {
    values[name.text()] ??= (name.element.nextElementSibling?.textContent ?? '').replace(/[ \n]+/g, ' ').trim()
  }
  return values
}

/** Long enough for in-memory calls to be answered and rendered. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 40))
