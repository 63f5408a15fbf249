import type { RouteRecordRaw } from 'vue-router'

export const studyRoutes: RouteRecordRaw[] = [
  { path: '/studies', component: () => import('./list/StudiesPage.vue') },
  { path: '/studies/new', component: () => import('./new/NewStudy.vue'), meta: { asks: 'studies.start' } },
  { path: '/studies/:id', component: () => import('./page/StudyPage.vue'), props: true },
]
