import { vi } from 'vitest'

/** happy-dom lays nothing out: gives every observed element a square box. @param side CSS pixels */
export const boxesOf = (side: number) =>
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly tell: ResizeObserverCallback
      constructor(tell: ResizeObserverCallback) {
        this.tell = tell
      }
      observe() {
        this.tell([{ contentRect: { width: side, height: side } } as ResizeObserverEntry], this as never)
      }
      disconnect() {}
      unobserve() {}
    },
  )
