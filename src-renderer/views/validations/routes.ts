import type { RouteRecordRaw } from 'vue-router'

export const validationRoutes: RouteRecordRaw[] = [
  { path: '/validations', component: () => import('./list/ValidationsPage.vue') },
  {
    path: '/validations/new',
    component: () => import('./new/NewValidationPage.vue'),
    meta: { asks: 'validations.start' },
  },
  { path: '/validations/:id', component: () => import('./page/ValidationPage.vue'), props: true },
]
