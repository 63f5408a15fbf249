const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** @type {Set<() => void>} */
const duties = new Set()

/**
 * Registers what to do if the set-up ends early: stop children, release locks. Returns the function that unregisters
 * it.
 * @param {() => void} duty
 */
export function atEnd(duty) {
  duties.add(duty)
  return () => duties.delete(duty)
}

const doDuties = () => {
  for (const duty of duties) duty()
  duties.clear()
}

/**
 * Runs `work` so that Ctrl-C and termination end it cleanly: completed steps are kept, and the next start continues.
 * @template T
 * @param {() => Promise<T>} work
 * @param {(text: string) => void} say
 */
export async function interruptible(work, say) {
  const handlers = Object.entries(signals).map(([signal, status]) => {
    const handler = () => {
      doDuties()
      say('Interrupted. The next start continues from here.')
      process.exit(status)
    }
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  process.on('exit', doDuties)
  try {
    return await work()
  } finally {
    for (const remove of handlers) remove()
    process.off('exit', doDuties)
  }
}
