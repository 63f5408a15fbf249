import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { asWords, cirrus, mapsWith, root, trainRun } from './cirrus.ts'
import { fillPage } from './markdown-page.ts'
import { measureRun } from './training/measure-run.ts'
import { proofFigure, proofTables, totalTime, type Proof } from './training/page.ts'
import { datasets, epochs, runs, samples, type ProofRun } from './training/plan.ts'

// The long proof: every preset that two cores can train, for 50 epochs, on both splits. The results go to
// docs/training.md. It takes hours, and continues where it was stopped:
//   node tests/proof/training.ts FOLDER IRIS1024.fits [NAME ...]

const [given, iris1024, ...chosen] = process.argv.slice(2)
if (!given || !iris1024) {
  process.stderr.write('node tests/proof/training.ts FOLDER IRIS1024.fits [NAME ...]\n')
  process.exit(2)
}
const folder = resolve(given)
const maps = mapsWith(iris1024)

async function trained(run: ProofRun): Promise<Proof> {
  const dataset = join(folder, run.dataset)
  const runFolder = join(folder, 'runs', run.name)
  await trainRun(dataset, runFolder, { ...run, epochs })
  const reconstructions = join(folder, 'reconstructions', run.name)
  if (!existsSync(join(reconstructions, 'reconstruction.json'))) {
    await cirrus('reconstruct', runFolder, '--out', reconstructions, '--samples', samples)
  }
  return { run, measured: await measureRun(runFolder, reconstructions) }
}

for (const { name, map, options } of datasets) {
  if (existsSync(join(folder, name, 'dataset.json'))) continue
  await cirrus('dataset', 'create', maps[map], '--out', join(folder, name), ...asWords(options))
}
const proofs: Proof[] = []
for (const run of runs) {
  if (chosen.length === 0 || chosen.includes(run.name)) proofs.push(await trained(run))
}
await fillPage('training.md', 'training', `${proofTables(proofs)}\n\nAll trainings together: ${totalTime(proofs)}.`)
await writeFile(join(root, 'docs/images/training.svg'), proofFigure(proofs))
