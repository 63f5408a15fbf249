import { createRouter, createWebHistory } from 'vue-router'
import { datasetRoutes } from './views/datasets/routes.ts'
import { inpaintingRoutes } from './views/inpaintings/routes.ts'
import { mapRoutes } from './views/maps/routes.ts'
import { runRoutes } from './views/runs/routes.ts'
import { studyRoutes } from './views/studies/routes.ts'
import { validationRoutes } from './views/validation/routes.ts'

/** Every view has an address. A room's addresses are in its own routes.ts. */
export const routes = [
  { path: '/', redirect: '/maps' },
  ...mapRoutes,
  ...datasetRoutes,
  ...runRoutes,
  ...studyRoutes,
  ...validationRoutes,
  ...inpaintingRoutes,
  { path: '/settings', component: () => import('./views/settings/SettingsPage.vue') },
  { path: '/:rest(.*)*', component: () => import('./views/NotFoundPage.vue') },
]

export const router = createRouter({ history: createWebHistory(), routes })
