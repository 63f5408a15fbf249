import 'vue-router'
import type { Method } from '../connection/may.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The method that a page is there for: a window that may not call it doesn't show the page. */
    asks?: Method
  }
}
