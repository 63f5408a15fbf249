import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { h, watch, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, useRoute, useRouter } from 'vue-router'
import { useOpeningMaps } from '../../../src-renderer/frame/use-opening-maps.ts'
import { until } from '../window.ts'

it('every one of several maps reaches the Maps page, which clears its address, and goes to the map it has read', async () => {
  const opened: unknown[] = []
  const Maps: Component = {
    setup() {
      const [route, router] = [useRoute(), useRouter()]
      watch(
        () => route.query.open,
        (path) => {
          if (path === undefined) return
          opened.push(path)
          void router.replace({ query: {} })
          setTimeout(() => void router.push(`/maps/${String(path).slice(1)}`), 1)
        },
        { immediate: true },
      )
      return () => null
    },
  }
  const routes = ['/maps', '/maps/:id'].map((path) => ({ path, component: Maps }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...routes, { path: '/', component: () => Promise.resolve({ render: () => null }) }],
  })
  let open!: ReturnType<typeof useOpeningMaps>
  const Window: Component = {
    setup() {
      open = useOpeningMaps()
      return () => h(RouterView)
    },
  }
  await router.push('/')
  mount(Window, { global: { plugins: [router] } })
  open(['/a', '/b'])
  open(['/c', '/a'])
  await until(() => opened.length === 4)
  expect(opened).toEqual(['/a', '/b', '/c', '/a'])
})
