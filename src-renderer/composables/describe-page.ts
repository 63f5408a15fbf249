import { onScopeDispose, watchEffect } from 'vue'
import { usePage } from '../stores/page.ts'
import type { Crumb } from '../stores/page.ts'

/** Describes the page to the frame: breadcrumb, window title, and the text at the right of the status bar. */
export function describePage(describe: () => { crumbs: Crumb[]; subject?: string }) {
  const page = usePage()
  watchEffect(() => {
    const { crumbs, subject } = describe()
    page.crumbs = crumbs
    page.subject = subject ?? ''
    document.title = [...crumbs.map(({ label }) => label).reverse(), 'Cirrus'].join(' · ')
  })
  onScopeDispose(() => {
    page.cursor = null
  })
}
