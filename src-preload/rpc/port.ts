/**
 * One end of a two-way channel that carries plain data in order.
 * Whatever arrives is `unknown`: the side that reads it parses it.
 */
export interface Port {
  /** Sends a message; silently nothing after the port has closed. @throws when the message cannot be carried. */
  post(message: unknown): void
  /** Adds a listener; returns the function that removes it. */
  onMessage(listener: (message: unknown) => void): () => void
  /** Adds a listener that is called once, with the reason; also when the port has closed already. */
  onClose(listener: (reason: string) => void): () => void
  close(): void
}
