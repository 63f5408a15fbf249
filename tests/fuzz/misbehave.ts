import { answerLines } from '../bench/ours/answer-lines.ts'

// Stands for the process that reads changed files, for the tests of the campaign: what it does depends on the seed.
const parsed = { source: 'none', outcomes: { header: { end: 'parsed' } } }
let held: Uint8Array | null = null

await answerLines({
  ready: () => true,
  read({ seed }: { seed: number }) {
    if (seed === 2) for (;;);
    if (seed === 3) process.abort()
    if (seed === 4) held = new Uint8Array(400 << 20).fill(held ? 2 : 1)
    if (seed === 5) return { ...parsed, outcomes: { header: { end: 'untyped', error: 'TypeError: no' } } }
    return parsed
  },
})
