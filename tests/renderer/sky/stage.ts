import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { createMemoryPorts } from '../../../src-preload/rpc/memory-ports.ts'
import { connect } from '../../../src-renderer/connection/index.ts'
import { createFakeHost } from '../fake/fake-host.ts'

/** A new fake host connected to the window, and empty stores. */
export function openStage(options?: { empty?: boolean }) {
  localStorage.clear()
  const host = createFakeHost(options)
  const [ours, theirs] = createMemoryPorts()
  host.server.attach(theirs)
  connect(() => Promise.resolve(ours))
  const pinia = createPinia()
  setActivePinia(pinia)
  return { host, pinia }
}

/** Mounts a page at an address, with the routes that it links to. */
export async function mountPage(page: Component, path: string, at: string, stage: ReturnType<typeof openStage>) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path, component: page, props: true },
      { path: '/:rest(.*)*', component: { template: '<p>elsewhere</p>' } },
    ],
  })
  await router.push(at)
  const wrapper = mount(
    { template: '<RouterView />' },
    {
      global: { plugins: [stage.pinia, router] },
      attachTo: document.body,
    },
  )
  return { wrapper, router }
}

/** Waits until something holds; fails with the last reason after two seconds. */
export async function until<T>(holds: () => T): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      const value = holds()
      if (value) return value
    } catch (error) {
      if (tries > 200) throw error
    }
    if (tries > 200) throw new Error(`never came true: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
