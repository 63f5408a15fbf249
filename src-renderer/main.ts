import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { config as zodConfig } from 'zod'
import App from './App.vue'
import { connect } from './connection/index.ts'
import { router } from './router.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/layout.css'

// The content security policy forbids code made from text, which Zod would try.
zodConfig({ jitless: true })

connect()
createApp(App).use(createPinia()).use(router).mount('#app')
