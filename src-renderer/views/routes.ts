import type { RouteRecordRaw } from 'vue-router'
import { datasetRoutes } from './datasets/routes.ts'
import { inpaintingRoutes } from './inpaintings/routes.ts'
import { mapRoutes } from './maps/routes.ts'
import { runRoutes } from './runs/routes.ts'
import { studyRoutes } from './studies/routes.ts'
import { validationRoutes } from './validations/routes.ts'

/** Every view has an address. Each domain's routes are in its own routes.ts. */
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

/** Whether an address matches a route's path, in which `:id` stands for one segment. */
const leadsTo = (path: string, address: string) =>
  new RegExp(`^${path.replace(/:\w+(\(.*\)\*)?/g, (_, rest) => (rest ? '.*' : '[^/]+'))}/?$`).test(address)

/**
 * The loader of the page at an address, so that it can be fetched before the router asks for it; like the router, it
 * takes the first matching path. Null if the router redirects.
 */
export function pageOf(address: string): (() => Promise<unknown>) | null {
  const component = routes.find(({ path }) => leadsTo(path, address))?.component
  return typeof component === 'function' ? (component as () => Promise<unknown>) : null
}
