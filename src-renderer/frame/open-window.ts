import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { config as zodConfig } from 'zod'
import App from '../App.vue'
import { basePath } from '../base-path.ts'
import { checkOnWaking } from '../connection/check-on-waking.ts'
import { checkConnection, connect } from '../connection/index.ts'
import { routes } from '../views/routes.ts'

// The content security policy forbids `eval`, which Zod would try.
zodConfig({ jitless: true })

/** Opens the window: connects to the host and mounts the frame with the page at the current address. */
export function openWindow() {
  connect()
  checkOnWaking(checkConnection)
  const router = createRouter({ history: createWebHistory(`${basePath}/`), routes })
  createApp(App).use(createPinia()).use(router).mount('#app')
}
