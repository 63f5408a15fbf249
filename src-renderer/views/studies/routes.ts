import type { RouteRecordRaw } from 'vue-router'

export const studyRoutes: RouteRecordRaw[] = [
  { path: '/studies', component: () => import('./StudiesPage.vue') },
  { path: '/studies/new', component: () => import('./NewStudyPage.vue') },
  { path: '/studies/:id', component: () => import('./StudyPage.vue'), props: true },
]
