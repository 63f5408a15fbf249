import type { Context } from './context.ts'

/** Answers one address below /data/; `parts` are the groups of the route's pattern, decoded. */
export type DataAnswer = (context: Context, parts: string[], query: URLSearchParams) => Promise<Response>

/** Routes addresses below /data/ to their handlers. */
export type DataRoute = readonly [pattern: RegExp, answer: DataAnswer]
