import type { RouteRecordRaw } from 'vue-router'

export const validationRoutes: RouteRecordRaw[] = [
  { path: '/validations', component: () => import('./ValidationsPage.vue') },
  { path: '/validations/new', component: () => import('./NewValidationPage.vue') },
  { path: '/validations/:id', component: () => import('./ValidationPage.vue'), props: true },
]
