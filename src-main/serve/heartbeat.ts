import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'

/**
 * Pings a peer for as long as its socket is open, and ends the socket of one that does not answer: it is gone (a closed
 * laptop, a broken tunnel). A ping waits behind what was sent before it, in the host and in the network, and a peer that
 * reads slowly answers late: so one may miss a ping for each MiB that was unanswered when it was pinged.
 * @param connection what the socket writes to
 * @param interval milliseconds between pings
 */
export function startHeartbeat(socket: WebSocket, connection: Socket, interval: number) {
  /** Bytes that had been sent at the last ping that was answered. Each ping carries that number. */
  let answered = connection.bytesWritten
  /** Pings that the peer may yet miss, while one is unanswered. */
  let patience: number | undefined
  socket.on('pong', (data) => {
    const sent = Number(data)
    if (sent > answered && sent <= connection.bytesWritten) answered = sent
    patience = undefined
  })
  const timer = setInterval(() => {
    const sent = connection.bytesWritten
    if (patience === undefined) patience = (sent - answered) / 2 ** 20
    else if (patience-- <= 0) return socket.terminate()
    socket.ping(String(sent))
  }, interval)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}
