import type Aladin from 'aladin-lite'

let loading: Promise<typeof Aladin> | null = null

/** aladin-lite with its WebAssembly: 2.4 MB that only pages with a sky need, loaded once. */
export function loadAladin() {
  return (loading ??= (async () => {
    const { default: A } = await import('aladin-lite')
    await A.init
    return A
  })().catch((error: unknown) => {
    loading = null
    throw error
  }))
}
