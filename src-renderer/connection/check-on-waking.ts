/** Checks the connection when the network is back, and when the page is seen again: a laptop may have slept until then. */
export function checkOnWaking(check: () => void) {
  window.addEventListener('online', check)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check()
  })
}
