import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureRun } from './measure-run.ts'
import { proofFigure, proofTables, totalTime, type Proof } from './page.ts'
import { datasets, epochs, runs, samples, type ProofRun } from './plan.ts'

// The long proof: every preset that two cores can train, for 50 epochs, on both splits. The results go to
// docs/training.md. It takes hours, and continues where it was stopped:
//   node tests/proof/training.ts FOLDER IRIS1024.fits [NAME ...]

const root = fileURLToPath(new URL('../../', import.meta.url))
const [given, iris1024, ...chosen] = process.argv.slice(2)
if (!given || !iris1024) {
  process.stderr.write('node tests/proof/training.ts FOLDER IRIS1024.fits [NAME ...]\n')
  process.exit(2)
}
const folder = resolve(given)
const maps = { demo: join(root, 'resources/demo-map/iris-100um-nside512.fits.gz'), iris1024 }

/** Runs a command in the terminal, as a user would. @throws Error for one that fails */
async function cirrus(...words: readonly (string | number)[]): Promise<void> {
  process.stderr.write(`cirrus ${words.join(' ')}\n`)
  const child = spawn(process.execPath, ['src-main/cli.ts', ...words.map(String)], { cwd: root, stdio: 'inherit' })
  const code = await new Promise((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`cirrus ${words[0]} ended with ${code}.`)
}

async function trained(run: ProofRun): Promise<Proof> {
  const dataset = join(folder, run.dataset)
  const runFolder = join(folder, 'runs', run.name)
  const goesOn = existsSync(join(runFolder, 'run.json'))
  const how = goesOn ? ['--resume'] : ['--preset', run.preset, ...run.settings.flatMap((setting) => ['--set', setting])]
  await cirrus('train', dataset, '--out', runFolder, '--epochs', epochs, ...how)
  const reconstructions = join(folder, 'reconstructions', run.name)
  if (!existsSync(join(reconstructions, 'reconstruction.json'))) {
    await cirrus('reconstruct', runFolder, '--out', reconstructions, '--samples', samples)
  }
  return { run, measured: await measureRun(runFolder, reconstructions) }
}

for (const { name, map, options } of datasets) {
  if (existsSync(join(folder, name, 'dataset.json'))) continue
  const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value])
  await cirrus('dataset', 'create', maps[map], '--out', join(folder, name), ...words)
}
const proofs: Proof[] = []
for (const run of runs) {
  if (chosen.length === 0 || chosen.includes(run.name)) proofs.push(await trained(run))
}
const page = join(root, 'docs/training.md')
const text = await readFile(page, 'utf8')
const filled = text.replace(
  /(<!-- figures: .*? -->\n)[\s\S]*?(<!-- end of figures -->)/,
  (_, begin: string, end: string) =>
    `${begin}\n${proofTables(proofs)}\n\nAll trainings together: ${totalTime(proofs)}.\n\n${end}`,
)
await writeFile(page, filled)
await writeFile(join(root, 'docs/images/training.svg'), proofFigure(proofs))
