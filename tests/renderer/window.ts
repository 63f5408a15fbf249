import { mount } from '@vue/test-utils'
import { afterEach, beforeEach } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createMemoryPorts } from '../../src-preload/rpc/memory-ports.ts'
import { connect } from '../../src-renderer/connection/index.ts'
import { routes } from '../../src-renderer/views/routes.ts'
import { createFakeHost } from './fake/fake-host.ts'

// Browser features that happy-dom lacks.
globalThis.IntersectionObserver ??= class {
  observe() {}
  disconnect() {}
} as never

/** happy-dom's own settings. */
const { happyDOM } = window as never as { happyDOM: { settings: { device: { prefersColorScheme: string } } } }

/** Clears what an earlier window remembered, and sets the system theme to dark. */
export function freshSettings() {
  localStorage.clear()
  sessionStorage.clear()
  happyDOM.settings.device.prefersColorScheme = 'dark'
}

/** A fake host with a window connected in memory, and empty stores. */
export async function openWindow(options?: Parameters<typeof createFakeHost>[0]) {
  freshSettings()
  setActivePinia(createPinia())
  const host = createFakeHost(options)
  const connection = connect(async () => {
    const [mine, theirs] = createMemoryPorts()
    host.server.attach(theirs)
    return mine
  })
  await until(() => connection.state.phase === 'connected')
  const router = createRouter({ history: createMemoryHistory(), routes })
  globalThis.fetch = async (address) => {
    const values = host.resource(String(address))
    return new Response(values ? (values.buffer as ArrayBuffer) : 'There is none.', { status: values ? 200 : 404 })
  }
  /** Mounts a component as a page of the window, at an address. */
  const show = async (component: Component, props: Record<string, unknown> = {}, path = '/') => {
    await router.push(path)
    return mount(component, { props, global: { plugins: [router] }, attachTo: document.body })
  }
  return { host, connection, router, show, close: () => connection.close() }
}

/** A window as `openWindow` opens it, before each test of the file, and closed after it. */
export function openWindowForEach() {
  let open: Awaited<ReturnType<typeof openWindow>>
  beforeEach(async () => {
    open = await openWindow()
  })
  afterEach(() => {
    open.close()
    document.body.innerHTML = ''
  })
  return {
    get host() {
      return open.host
    },
    get router() {
      return open.router
    },
    get connection() {
      return open.connection
    },
    show: (...given: Parameters<typeof open.show>) => open.show(...given),
    /** In place of the window, one whose host is another. */
    async reopen(options: Parameters<typeof openWindow>[0]) {
      open.close()
      open = await openWindow(options)
    },
  }
}

/** Waits until something holds; fails after ten seconds. */
export async function until(holds: () => unknown) {
  for (let i = 0; i < 2000; i++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`did not come: ${holds}`)
}
