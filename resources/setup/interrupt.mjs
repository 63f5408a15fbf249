const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** @type {Set<() => void>} */
const duties = new Set()

/**
 * Registers what must be done if the set-up ends early: children stopped, locks released. Returns its deregistration.
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
 * Runs `work` so that Ctrl-C and termination end it cleanly: what was finished stays, and the next start goes on.
 * @template T
 * @param {() => Promise<T>} work
 * @param {(text: string) => void} say
 */
export async function interruptible(work, say) {
  const handlers = Object.entries(signals).map(([signal, status]) => {
    const handler = () => {
      doDuties()
      say('Interrupted. The next start goes on from here.')
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
