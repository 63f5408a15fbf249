import type { RouteRecordRaw } from 'vue-router'

export const runRoutes: RouteRecordRaw[] = [
  { path: '/runs', component: () => import('./list/RunsPage.vue') },
  { path: '/runs/new', component: () => import('./new/NewRunPage.vue'), meta: { asks: 'runs.start' } },
  { path: '/runs/compare', component: () => import('./compare/ComparePage.vue') },
  { path: '/runs/:id', component: () => import('./page/RunPage.vue'), props: true },
]
