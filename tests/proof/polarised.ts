import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { readMetrics } from '../../src-main/engine/training/metrics.ts'
import { runFiles } from '../../src-main/engine/training/run-folder.ts'
import { channelComparisonSchema, type ChannelComparison } from '../../src-shared/validation/results.ts'
import { asWords, cirrus, root, trainRun } from './cirrus.ts'
import { fillPage } from './markdown-page.ts'
import { exchangeStandards } from './polarised/exchange-standards.ts'
import { fractionMisfit } from './polarised/fraction-misfit.ts'
import { polarisedFigure, polarisedTables } from './polarised/page.ts'
import { plan } from './polarised/plan.ts'
import { writeStokes } from './polarised/write-stokes.ts'

// How near samples of a flow of I, Q and U are to the skies of filaments that it was trained on. The results go to
// docs/polarisation.md. It takes about an hour on two cores, and continues where it was stopped:
//   node tests/proof/polarised.ts FOLDER

const [given] = process.argv.slice(2)
if (!given) {
  process.stderr.write('node tests/proof/polarised.ts FOLDER\n')
  process.exit(2)
}
const folder = resolve(given)
const at = (name: string) => join(folder, name)
const { count, size, width, epochs, samples, seed } = plan
await mkdir(folder, { recursive: true })

const [sky, dataset, run, drawn] = [at('sky.npy'), at('dataset'), at('run'), at('samples')]
if (!existsSync(sky)) await cirrus('simulate', 'filaments', ...asWords({ out: sky, count, size, width, seed }))
if (!existsSync(join(dataset, 'dataset.json'))) {
  const how = { width, channels: 'IQU', scale: 'log', standardisation: 'dataset', out: dataset }
  await cirrus('dataset', 'import', sky, ...asWords(how))
}
const settings = ['polarisation=fractions', 'encoderFilters=96,192', `decayEpochs=${epochs}`]
await trainRun(dataset, run, { preset: 'flow', epochs, settings })
const made = join(drawn, 'samples-map.npy')
if (!existsSync(made)) await cirrus('sample', run, ...asWords({ out: drawn, count: samples, unit: 'map', seed }))

const [test, train] = [await writeStokes(dataset, 'test', samples), await writeStokes(dataset, 'train', samples)]
async function compared(name: string, second: string, floor?: string): Promise<ChannelComparison> {
  const out = at(name)
  const options = { channels: 'IQU', width, seed, out, ...(floor === undefined ? {} : { floor }) }
  if (!existsSync(join(out, 'comparison.json'))) await cirrus('compare', test, second, ...asWords(options))
  return channelComparisonSchema.parse(JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8')))
}
const proof = {
  samples: await compared('compared-samples', made, train),
  others: await compared('compared-train', train),
  fraction: {
    samples: await fractionMisfit(test, made),
    others: await fractionMisfit(test, train),
    exchanged: await fractionMisfit(test, await exchangeStandards(train)),
  },
  minutes: (await readMetrics(runFiles(run).metrics)).at(-1)!.elapsedSeconds / 60,
}
const figure = '![Spectra of E and B modes, of samples and of filaments](images/polarised-samples.svg)'
await fillPage('polarisation.md', 'polarised', `${polarisedTables(proof)}\n\n${figure}`)
await writeFile(join(root, 'docs/images/polarised-samples.svg'), polarisedFigure(proof))
