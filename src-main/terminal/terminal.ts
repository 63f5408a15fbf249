import type { Output } from './output.ts'

/** Context of every command: where to print, and how it learns of Ctrl-C. */
export interface Terminal {
  output: Output
  signal: AbortSignal
}
