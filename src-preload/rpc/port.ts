/**
 * One end of a two-way channel that carries plain data in order. Incoming messages are `unknown`: the reader parses
 * them.
 */
export interface Port {
  /** Sends a message; does nothing after the port has closed. @throws if the message cannot be cloned */
  post(message: unknown): void
  /** Adds a listener; returns the function that removes it. */
  onMessage(listener: (message: unknown) => void): () => void
  /** Adds a listener that is called once, with the reason, even if the port has already closed. */
  onClose(listener: (reason: string) => void): () => void
  close(): void
}
