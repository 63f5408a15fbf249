import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The maps of the proofs; the demo map is in the repository. */
export const mapsWith = (iris1024: string) => ({
  demo: join(root, 'resources/demo-map/iris-100um-nside512.fits.gz'),
  iris1024,
})
export type MapName = keyof ReturnType<typeof mapsWith>

/** Runs a command in the terminal, as a user would. @throws Error for one that fails */
export async function cirrus(...words: readonly (string | number)[]): Promise<void> {
  process.stderr.write(`cirrus ${words.join(' ')}\n`)
  const child = spawn(process.execPath, ['src-main/cli.ts', ...words.map(String)], { cwd: root, stdio: 'inherit' })
  const code = await new Promise((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`cirrus ${words[0]} ended with ${code}.`)
}

/** Options of a command as words. */
export const asWords = (options: Readonly<Record<string, string | number>>): (string | number)[] =>
  Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])
