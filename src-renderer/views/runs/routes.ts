import type { RouteRecordRaw } from 'vue-router'

export const runRoutes: RouteRecordRaw[] = [
  { path: '/runs', component: () => import('./RunsPage.vue') },
  { path: '/runs/new', component: () => import('./NewRunPage.vue') },
  { path: '/runs/compare', component: () => import('./ComparePage.vue') },
  { path: '/runs/:id', component: () => import('./RunPage.vue'), props: true },
]
