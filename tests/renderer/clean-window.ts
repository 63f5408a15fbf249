import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterAll, afterEach, beforeEach } from 'vitest'

// Test files share a window (shared-window.ts), so each leaves it as it was.
disableAutoUnmount()
enableAutoUnmount(afterEach)
afterAll(() => {
  document.body.innerHTML = ''
  document.documentElement.removeAttribute('style')
  localStorage.clear()
  sessionStorage.clear()
})

/** A drawing context, or a path, that accepts every call: happy-dom has none. */
const paper = () =>
  new Proxy({} as Record<string, unknown>, {
    get: (known, name: string) => {
      if (name === 'measureText') return (text: string) => ({ width: 6 * text.length })
      return known[name] ?? (() => ({ addColorStop() {} }))
    },
    set: (known, name: string, value) => ((known[name] = value), true),
  })
beforeEach(() => {
  HTMLCanvasElement.prototype.getContext = ((kind: string) => (kind === '2d' ? paper() : null)) as never
  globalThis.Path2D ??= function () {
    return paper()
  } as never
})
