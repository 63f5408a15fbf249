import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { asWords, cirrus, root, trainRun } from './cirrus.ts'
import { fillPage } from './markdown-page.ts'
import { levelFiles, makeLevel } from './noise/make-level.ts'
import { measureLevel } from './noise/measure-level.ts'
import { noiseFigure, noiseTable, type NoiseProof } from './noise/page.ts'
import { levelName, levels, likelihoods, plan, settings, trial, type Likelihood } from './noise/plan.ts'

// What is learned of Q and U beneath noise, with and without the noise in the likelihood: skies of filaments with noise at
// several levels. The results go to docs/polarisation.md. It takes about twenty minutes on two cores, and continues where it
// was stopped; only some levels can be asked for, and --trial, which learns nothing and leaves the page as it is, shows that
// all of it runs:
//   node tests/proof/noise.ts FOLDER [LEVEL ...] [--trial]

const words = process.argv.slice(2)
const isTrial = words.includes('--trial')
const [given, ...chosen] = words.filter((word) => word !== '--trial')
if (!given || chosen.some((level) => !levels.map(String).includes(level))) {
  process.stderr.write(`node tests/proof/noise.ts FOLDER [${levels.join(' ')}] [--trial]\n`)
  process.exit(2)
}
const folder = resolve(given)
const sky = isTrial ? trial : plan
const skyFile = join(folder, 'sky.npy')

async function reconstructed(runFolder: string, out: string, samples: number): Promise<string> {
  if (!existsSync(join(out, 'reconstruction.json')))
    await cirrus('reconstruct', runFolder, '--out', out, '--samples', samples)
  return out
}

async function proven(level: number, dataset: string, { name, settings: own }: Likelihood): Promise<NoiseProof> {
  const place = join(folder, levelName(level))
  const runFolder = join(place, 'runs', name)
  await trainRun(dataset, runFolder, { preset: 'spatial', epochs: sky.epochs, settings: [...settings, ...own] })
  const measured = async (kind: string, samples: number) =>
    measureLevel(place, dataset, await reconstructed(runFolder, join(place, kind, name), samples), sky)
  const seconds = (await readMetrics(runFiles(runFolder).metrics)).at(-1)!.elapsedSeconds
  return {
    ...{ level, likelihood: name, minutes: seconds / 60 },
    draws: await measured('draws', 1),
    means: await measured('means', sky.samples),
  }
}

await mkdir(folder, { recursive: true })
if (!existsSync(skyFile)) {
  const { count, size, width } = sky
  await cirrus('simulate', 'filaments', ...asWords({ out: skyFile, count, size, width, seed: 1 }))
}
const proofs: NoiseProof[] = []
for (const level of levels) {
  if (chosen.length > 0 && !chosen.includes(String(level))) continue
  const place = join(folder, levelName(level))
  const dataset = join(place, 'dataset')
  const files = levelFiles(place)
  if (!existsSync(join(dataset, 'dataset.json'))) {
    await makeLevel(skyFile, place, level, sky)
    const how = asWords({ noise: files.noise, channels: 'QU', width: sky.width, unit: 'mK', out: dataset })
    await cirrus('dataset', 'import', files.noisy, ...how)
  }
  for (const likelihood of likelihoods) proofs.push(await proven(level, dataset, likelihood))
}
process.stdout.write(`${noiseTable(proofs)}\n`)
await writeFile(join(folder, 'noise.svg'), noiseFigure(proofs))
if (!isTrial && chosen.length === 0) {
  const figure =
    '![Power of what is decoded over that of the sky beneath the noise, at each level of noise](images/noise.svg)'
  await fillPage('polarisation.md', 'noise', `${noiseTable(proofs)}\n\n${figure}`)
  await writeFile(join(root, 'docs/images/noise.svg'), noiseFigure(proofs))
}
