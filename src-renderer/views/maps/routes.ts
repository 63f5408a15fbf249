import type { RouteRecordRaw } from 'vue-router'

export const mapRoutes: RouteRecordRaw[] = [
  { path: '/maps', component: () => import('./MapsPage.vue') },
  { path: '/maps/:id', component: () => import('./MapsPage.vue'), props: true },
  { path: '/maps/:id/about', component: () => import('./page/MapPage.vue'), props: true },
]
