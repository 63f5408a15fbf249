import type { RouteRecordRaw } from 'vue-router'

export const inpaintingRoutes: RouteRecordRaw[] = [
  { path: '/inpaintings', component: () => import('./list/InpaintingsPage.vue') },
  {
    path: '/inpaintings/new',
    component: () => import('./new/NewInpaintingPage.vue'),
    meta: { asks: 'inpaintings.start' },
  },
  { path: '/inpaintings/calibration', component: () => import('./calibration/CalibrationPage.vue') },
  { path: '/inpaintings/:id', component: () => import('./page/InpaintingPage.vue'), props: true },
]
