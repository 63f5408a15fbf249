import { createInterface } from 'node:readline'

/** Answers jobs from JSON lines on stdin, one by one, until stdin ends: the other side of `startChild`. */
export async function answerLines(jobs: Readonly<Record<string, (input: never) => unknown>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { job, ...input } = JSON.parse(line) as { job: string }
    let reply: object
    try {
      reply = { answer: (await jobs[job](input as never)) ?? null }
    } catch (error) {
      reply = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`)
  }
}

/** Seconds that some work took. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
