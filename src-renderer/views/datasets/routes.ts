import type { RouteRecordRaw } from 'vue-router'

export const datasetRoutes: RouteRecordRaw[] = [
  { path: '/datasets', component: () => import('./DatasetsPage.vue') },
  { path: '/datasets/:id', component: () => import('./DatasetsPage.vue'), props: true },
]
