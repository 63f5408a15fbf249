import type { RouteRecordRaw } from 'vue-router'

export const inpaintingRoutes: RouteRecordRaw[] = [
  { path: '/inpaintings', component: () => import('./InpaintingsPage.vue') },
  { path: '/inpaintings/new', component: () => import('./NewInpaintingPage.vue') },
  { path: '/inpaintings/:id', component: () => import('./InpaintingPage.vue'), props: true },
]
