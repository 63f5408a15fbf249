import type { RouteRecordRaw } from 'vue-router'

export const studyRoutes: RouteRecordRaw[] = [
  { path: '/studies', component: () => import('./list/StudiesPage.vue') },
  { path: '/studies/new', component: () => import('./new/NewStudyPage.vue') },
  { path: '/studies/:id', component: () => import('./page/StudyPage.vue'), props: true },
]
