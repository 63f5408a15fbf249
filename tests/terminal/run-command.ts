import { Writable } from 'node:stream'
import { main } from '../../src-main/terminal/main.ts'

/** Runs a command line in this process, and captures its output. */
export async function cirrus(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const caught = { stdout: '', stderr: '' }
  const into = (name: keyof typeof caught) =>
    new Writable({
      write(chunk, _, done) {
        caught[name] += chunk
        done()
      },
    })
  const code = await main(words, { stdout: into('stdout'), stderr: into('stderr') })
  return { code, ...caught }
}
