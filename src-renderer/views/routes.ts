import type { RouteRecordRaw } from 'vue-router'
import { datasetRoutes } from './datasets/routes.ts'
import { inpaintingRoutes } from './inpaintings/routes.ts'
import { mapRoutes } from './maps/routes.ts'
import { runRoutes } from './runs/routes.ts'
import { studyRoutes } from './studies/routes.ts'
import { validationRoutes } from './validations/routes.ts'

/** Every view has an address. A room's addresses are in its own routes.ts. */
export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/maps' },
  ...mapRoutes,
  ...datasetRoutes,
  ...runRoutes,
  ...studyRoutes,
  ...validationRoutes,
  ...inpaintingRoutes,
  { path: '/settings', component: () => import('./settings/SettingsPage.vue') },
  { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue') },
]

/** Whether an address is one of a view's, whose path names parts of it as `:id`. */
const leadsTo = (path: string, address: string) =>
  new RegExp(`^${path.replace(/:\w+(\(.*\)\*)?/g, (_, rest) => (rest ? '.*' : '[^/]+'))}/?$`).test(address)

/**
 * What fetches the page of an address, so that it may come before the router does; the first path that fits is the
 * router's choice. Null where the router leads elsewhere.
 */
export function pageOf(address: string): (() => Promise<unknown>) | null {
  const component = routes.find(({ path }) => leadsTo(path, address))?.component
  return typeof component === 'function' ? (component as () => Promise<unknown>) : null
}
