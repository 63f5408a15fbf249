import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'

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

/** Trains a run with settings beside those of its preset; one that was begun goes on where it was stopped. */
export async function trainRun(
  dataset: string,
  run: string,
  { preset, epochs, settings }: { preset: string; epochs: number; settings: readonly string[] },
): Promise<void> {
  const how = existsSync(runFiles(run).config)
    ? ['--resume']
    : ['--preset', preset, ...settings.flatMap((setting) => ['--set', setting])]
  await cirrus('train', dataset, '--out', run, '--epochs', epochs, ...how)
}

/** Options of a command as words. */
export const asWords = (options: Readonly<Record<string, string | number>>): (string | number)[] =>
  Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])
