import { parseArgs } from 'node:util'
import { withBench, type Bench, type Figures } from './bench.ts'
import { assembling } from './figures/assembling.ts'
import { eventLatency } from './figures/event-latency.ts'
import { flowSteps } from './figures/flow-step.ts'
import { fullHome } from './figures/full-home.ts'
import { kerasAgreement } from './figures/keras-agreement.ts'
import { largeMap } from './figures/large-map.ts'
import { mapObjective } from './figures/map-objective.ts'
import { mapReading } from './figures/map-reading.ts'
import { mapSearch } from './figures/map-search.ts'
import { pageStart } from './figures/page-start.ts'
import { patchCutting } from './figures/patch-cutting.ts'
import { studyPages } from './figures/study-pages.ts'
import { panning } from './figures/pan.ts'
import { search } from './figures/search.ts'
import { skyAgreement } from './figures/sky-agreement.ts'
import { skyBorders } from './figures/sky-borders.ts'
import { spectrum } from './figures/spectrum.ts'
import { trainingMemory } from './figures/training-memory.ts'
import { trainingSteps } from './figures/training-step.ts'
import { validation } from './figures/validation.ts'
import { wholeEpoch } from './figures/whole-epoch.ts'
import { windowWhileTraining } from './figures/window-while-training.ts'
import { describeMachine, loadText } from './machine.ts'
import type { Row } from './row.ts'
import { formatTable } from './table.ts'
import { chosenOptions, note } from '../chosen-options.ts'

const families: Record<string, Figures> = {
  map: mapReading,
  cut: patchCutting,
  sky: skyAgreement,
  large: largeMap,
  assemble: assembling,
  'sky-borders': skyBorders,
  spectrum,
  step: trainingSteps,
  flow: flowSteps,
  epoch: wholeEpoch,
  memory: trainingMemory,
  keras: kerasAgreement,
  inpaint: mapObjective,
  'map-search': mapSearch,
  window: windowWhileTraining,
  pan: panning,
  start: pageStart,
  search,
  validation,
  pages: studyPages,
  'full-home': fullHome,
  events: eventLatency,
}
/** Names for groups of families. */
const groups: Record<string, readonly string[]> = {
  engine: ['step', 'flow', 'epoch', 'memory', 'keras', 'inpaint', 'map-search', 'window'],
}
const names = [...Object.keys(families), ...Object.keys(groups)]
const usage = `npm run bench [NAME] -- [--json] [--rounds N]

  NAME        ${names.join(', ')}; all by default
  --json      one JSON object on stdout
  --rounds N  counted rounds per comparison; by default as many as each figure sets
`

const readOptions = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' }, help: { type: 'boolean' } },
  })
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    throw new TypeError(`--rounds ${values.rounds}: give a whole number from 1.`)
  if (positionals.length > 1) throw new TypeError(`One name, not ${positionals.length}.`)
  const [name] = positionals
  if (name !== undefined && !names.includes(name)) throw new TypeError(`There is no benchmark "${name}".`)
  return { ...values, rounds, name }
}

async function main(bench: Bench, { name, json }: ReturnType<typeof readOptions>): Promise<void> {
  const machine = await describeMachine(bench)
  const rows: Row[] = []
  for (const each of name ? (groups[name] ?? [name]) : Object.keys(families)) {
    note(`${each}: ${loadText()}`)
    rows.push(...(await families[each](bench)))
    note(`${each}: done, ${loadText()}`)
  }
  const memory = `${(machine.memory / 1e9).toFixed(1)} GB`
  process.stdout.write(
    json
      ? `${JSON.stringify({ name: name ?? 'all', machine, rows }, null, 2)}\n`
      : `${machine.cpu}, ${machine.cores} cores, ${memory}; ${machine.device}\n${formatTable(rows)}`,
  )
}

const options = chosenOptions(readOptions, usage)
if (options) {
  await withBench({ note, rounds: options.rounds }, (bench) => main(bench, options)).catch((error: Error) => {
    note(error.message)
    process.exitCode = 1
  })
}
