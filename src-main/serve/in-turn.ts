import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests that may wait on one connection. Browsers send one at a time; other clients rarely more than a few. */
const mostWaiting = 32

/**
 * Answers the requests of each connection one after the other, the next once the reply before has left. HTTP allows a client
 * to send requests without waiting (pipelining, RFC 9112, section 9.3.2); answered all at once, replies that nobody reads
 * would fill the memory. A connection with too many requests waiting is closed.
 */
export function inTurn(
  answer: (message: IncomingMessage, reply: ServerResponse) => Promise<void>,
): (message: IncomingMessage, reply: ServerResponse) => void {
  const turns = new WeakMap<Socket, { last: Promise<void>; waiting: number }>()
  return (message, reply) => {
    const { socket } = message
    const turn = turns.get(socket) ?? { last: Promise.resolve(), waiting: 0 }
    turns.set(socket, turn)
    if (++turn.waiting > mostWaiting) return void socket.destroy()
    const closed = new Promise<void>((resolve) => reply.once('close', resolve))
    turn.last = turn.last.then(async () => {
      if (!socket.destroyed) {
        await answer(message, reply)
        await closed
      }
      turn.waiting--
    })
  }
}
