export interface HeartbeatOptions {
  /** Asks the other side for anything; settles with its answer, whatever that is. */
  ask: () => Promise<unknown>
  /** Called once if no answer comes. */
  silent: () => void
  /** Milliseconds between an answer and the next question. */
  every?: number
  /** Milliseconds to wait for an answer. */
  patience?: number
}

/**
 * Notices that the other side is gone although the connection was never closed: a laptop slept, or a network dropped it
 * without a word. Pages hear nothing of a WebSocket's pings, so they have to ask.
 */
export function startHeartbeat({ ask, silent, every = 20_000, patience = 15_000 }: HeartbeatOptions) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let question = 0
  let isOver = false
  const after = (milliseconds: number, act: () => void) => {
    clearTimeout(timer)
    if (!isOver) timer = setTimeout(act, milliseconds)
  }
  const stop = () => {
    isOver = true
    clearTimeout(timer)
  }
  const beat = () => {
    const asked = Date.now()
    const mine = ++question
    after(patience, () => {
      // A page that slept meanwhile gets the timer before the answer: ask again.
      if (Date.now() - asked > 2 * patience) return beat()
      stop()
      silent()
    })
    const heard = () => {
      if (mine === question) after(every, beat)
    }
    ask().then(heard, heard)
  }
  after(every, beat)
  return {
    /** Asks now: the machine woke up, say. */
    beat: () => {
      if (!isOver) beat()
    },
    stop,
  }
}
export type Heartbeat = ReturnType<typeof startHeartbeat>
