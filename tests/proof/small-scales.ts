import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeNpy } from '../../src-main/files/npy.ts'
import { comparisonSchema } from '../../src-shared/validation/results.ts'
import { asWords, cirrus, root, trainRun } from './cirrus.ts'
import { fillPage } from './markdown-page.ts'
import { writeSky } from './samples/write-sky.ts'
import { smallScalesTables } from './small-scales/page.ts'
import { predict } from './small-scales/predict.ts'

// The small scales that a flow draws below a beam of 80', up to 64 px beside those of the Wiener filter, in test patches of the demo map.
// The results go to docs/flows.md. It takes hours, and continues where it was stopped:
//   node tests/proof/small-scales.ts FOLDER [EPOCHS] [TESTED] [PATCHES] [SIZE] [WIDTH]
// With other than the usual numbers it prints the tables alone.

const usual = { epochs: 16, tested: 50, patches: 3000, size: 256, width: 20 }
const [given, ...numbers] = process.argv.slice(2)
if (!given) {
  process.stderr.write('node tests/proof/small-scales.ts FOLDER [EPOCHS] [TESTED] [PATCHES] [SIZE] [WIDTH]\n')
  process.exit(2)
}
const [epochs, tested, patches, size, width] = Object.values(usual).map((value, i) => Number(numbers[i] ?? value))
const folder = resolve(given)
await mkdir(folder, { recursive: true })
const at = (name: string) => join(folder, name)
const [beam, sigma] = [80, 0.05]

const dataset = at('dataset')
if (!existsSync(join(dataset, 'dataset.json'))) {
  const map = join(root, 'resources/demo-map/iris-100um-nside512.fits.gz')
  const dense = { size, width, centres: 'random', count: patches, rotation: 'random', split: 'disjoint' }
  await cirrus('dataset', 'create', map, ...asWords({ ...dense, out: dataset }))
}
const run = at('run')
await trainRun(dataset, run, {
  preset: 'inpainting',
  epochs,
  settings: ['observation=blurred', `decayEpochs=${epochs}`],
})

const made = await predict({ dataset, run, count: tested, beam, sigma })
const stack = async (name: string, all: readonly Float32Array[]) => {
  const values = new Float32Array(all.length * size ** 2)
  all.forEach((one, i) => values.set(one, i * size ** 2))
  await writeNpy(at(`${name}.npy`), values, [all.length, size, size])
  return at(`${name}.npy`)
}
const gradientOf = (all: readonly Float32Array[]) => {
  let sum = 0
  for (const one of all)
    for (let i = 0; i < one.length; i++) {
      if (i % size < size - 1) sum += (one[i + 1] - one[i]) ** 2
      if (i + size < one.length) sum += (one[i + size] - one[i]) ** 2
    }
  return Math.sqrt(sum)
}
const { truth, ...compared } = made
const titles = { flow: 'flow, a sample', wiener: 'Wiener filter, a sample', data: 'data' }
const names = (['flow', 'wiener', 'data'] as const).filter((name) => compared[name].length > 0)
const stacks: string[] = []
for (const name of names) stacks.push(await stack(name, compared[name]))
const floor = await writeSky(dataset, 'train', tested)
const out = at('compared')
await cirrus('compare', await stack('truth', truth), ...stacks, ...asWords({ floor, width, seed: 0, out }))
const tables = smallScalesTables({
  titles: names.map((name) => titles[name]),
  gradients: names.map((name) => gradientOf(compared[name]) / gradientOf(truth)),
  comparison: comparisonSchema.parse(JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8'))),
})
await writeFile(at('tables.md'), `${tables}\n`)
process.stdout.write(`${tables}\n`)
if (numbers.length === 0) await fillPage('flows.md', 'small-scales', tables)
