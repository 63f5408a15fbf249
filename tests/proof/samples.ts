import { existsSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { comparisonSchema } from '../../src-shared/validation/results.ts'
import { decodedFiles } from '../../src-main/engine/inference/decoded-files.ts'
import { modelWeights } from '../../src-main/engine/model/model.ts'
import { parameterCount } from '../../src-main/engine/model/weight-table.ts'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { trainingConfigSchema } from '../../src-shared/model/configuration.ts'
import { asWords, cirrus, mapsWith, root, trainRun } from './cirrus.ts'
import { fillPage } from './markdown-page.ts'
import { gallery } from './samples/gallery.ts'
import { sampleTables, spectraFigure, type Made, type SampledProof } from './samples/page.ts'
import { count, seed, sizes, type SampledModel, type SampledSize } from './samples/plan.ts'
import { writeSky } from './samples/write-sky.ts'

// How near samples are to the sky: every kind of model and prior, at 64, 128 and 256 px. The results go to
// docs/samples.md. It takes hours, and continues where it was stopped:
//   node tests/proof/samples.ts FOLDER IRIS1024.fits [MODEL ...]

const [given, iris1024, ...chosen] = process.argv.slice(2)
if (!given || !iris1024) {
  process.stderr.write('node tests/proof/samples.ts FOLDER IRIS1024.fits [MODEL ...]\n')
  process.exit(2)
}
const folder = resolve(given)
const maps = mapsWith(iris1024)

/** The folder that holds a model's training: of its prior, where it has one. */
const trainingOf = ({ run, prior }: SampledModel) => {
  const runFolder = join(folder, 'runs', run.name)
  return { runFolder, priorFolder: prior && join(runFolder, 'priors', prior.kind) }
}

async function train(dataset: string, model: SampledModel): Promise<void> {
  const { runFolder, priorFolder } = trainingOf(model)
  await trainRun(dataset, runFolder, model.run)
  if (!model.prior || !priorFolder) return
  const { kind } = model.prior
  await cirrus(
    'prior',
    'train',
    runFolder,
    '--kind',
    kind,
    '--epochs',
    model.prior.epochs,
    ...(existsSync(runFiles(priorFolder).config) ? ['--resume'] : []),
  )
}

/** Draws the samples, once. @returns the seconds that took */
async function draw(model: SampledModel, out: string): Promise<number> {
  const took = join(out, 'seconds.txt')
  if (!existsSync(took)) {
    const began = performance.now()
    const prior = model.prior ? ['--prior', model.prior.kind] : []
    await cirrus('sample', trainingOf(model).runFolder, '--out', out, '--count', count, '--seed', seed, ...prior)
    await writeFile(took, ((performance.now() - began) / 1000).toFixed(1))
  }
  return Number(await readFile(took, 'utf8'))
}

async function made(dataset: string, model: SampledModel, out: string): Promise<Made> {
  await train(dataset, model)
  const { runFolder, priorFolder } = trainingOf(model)
  const folders = [runFolder, ...(priorFolder && existsSync(runFiles(priorFolder).config) ? [priorFolder] : [])]
  const each = await Promise.all(
    folders.map(async (of) => {
      const epochs = await readMetrics(runFiles(of).metrics)
      return {
        config: trainingConfigSchema.parse(JSON.parse(await readFile(runFiles(of).config, 'utf8'))),
        seconds: epochs.at(-1)!.elapsedSeconds,
        memory: Math.max(...epochs.map(({ memoryBytes }) => memoryBytes ?? 0)),
      }
    }),
  )
  const sum = (values: number[]) => values.reduce((all, one) => all + one, 0)
  return {
    model,
    parameters: sum(each.map(({ config }) => parameterCount(modelWeights(config)))),
    trained: sum(each.map(({ seconds }) => seconds)),
    memory: Math.max(...each.map(({ memory }) => memory)),
    drawn: await draw(model, out),
  }
}

/** Whether a file was written after all of some others. */
const isNewer = (file: string, than: readonly string[]) =>
  existsSync(file) && than.every((other) => statSync(other).mtimeMs < statSync(file).mtimeMs)

async function prove(size: SampledSize): Promise<SampledProof> {
  const dataset = join(folder, size.name)
  if (!existsSync(join(dataset, 'dataset.json'))) {
    await cirrus(
      'dataset',
      'create',
      maps[size.map],
      '--out',
      dataset,
      ...asWords({ ...size.options, width: size.width }),
    )
  }
  const outOf = ({ name }: SampledModel) => join(folder, 'samples', name)
  const all: Made[] = []
  for (const model of size.models) all.push(await made(dataset, model, outOf(model)))
  const [sky, floor] = [await writeSky(dataset, 'test', count), await writeSky(dataset, 'train', count)]
  const drawn = size.models.map((model) => decodedFiles(outOf(model), 'samples').pictures)
  const compared = join(folder, 'compared', [size.name, ...size.models.map(({ name }) => name)].join('+'))
  const file = join(compared, 'comparison.json')
  if (!isNewer(file, drawn)) {
    const how = asWords({ floor, width: size.width, seed, out: compared })
    await cirrus('compare', sky, ...drawn, ...how, '--classifier')
  }
  const comparison = comparisonSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const image = (name: string) => join(root, 'docs/images', `samples-${size.name}${name}.svg`)
  await writeFile(image(''), spectraFigure({ made: all, comparison }))
  const pictures = await gallery(sky, drawn.at(-1)!, size.options.size === 256 ? 2 : 4)
  await writeFile(image('-gallery'), pictures.svg)
  return { size, made: all, comparison, numbersOfSamples: pictures.made }
}

const proofs: SampledProof[] = []
for (const size of sizes) {
  const models = size.models.filter(({ name }) => chosen.length === 0 || chosen.includes(name))
  if (models.length > 0) proofs.push(await prove({ ...size, models }))
}
await fillPage('samples.md', 'samples', proofs.map(sampleTables).join('\n\n'))
