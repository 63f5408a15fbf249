import { mkdirSync, mkdtempSync, rmSync, writeFileSync, truncateSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runCampaign } from './campaign.ts'
import { mutate } from './fits/mutate.ts'
import { defaultFolder, loadSources } from './fits/sources.ts'
import type { Fault } from './outcome.ts'
import { createTally } from './tally.ts'
import { chosenOptions, note } from '../chosen-options.ts'

const usage = `npm run fuzz -- fits [--count N] [--seed N] [--files DIR] [--processes N]

Reads changed copies of FITS files with every reader: each must be read or refused, within 10 s and 1 GB.

  --count N      changed files to read (1000)
  --seed N       of the first one; each further one has the next seed (1)
  --files DIR    folder of files to change, besides those that the tests make; by default CIRRUS_FUZZ_FILES or
                 ../shared/data
  --processes N  as many at a time (one per core)
`
/** Where files that show a fault are kept. */
const kept = fileURLToPath(new URL('../output/fuzz/', import.meta.url))

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string' },
      processes: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  })
  const whole = (name: 'count' | 'seed' | 'processes') => {
    const value = Number(values[name])
    if (!Number.isSafeInteger(value) || value < 1)
      throw new TypeError(`--${name} ${values[name]}: give a whole number from 1.`)
    return value
  }
  const { help, files } = values
  if (!help && (positionals.length !== 1 || positionals[0] !== 'fits'))
    throw new TypeError('Name what to fuzz: fits is all there is.')
  return { help, files, count: whole('count'), seed: whole('seed'), processes: whole('processes') }
}

async function main({ count, seed, files, processes }: ReturnType<typeof readOptions>): Promise<number> {
  const folder = files ?? defaultFolder()
  const sources = loadSources(folder)
  note(`${sources.length} files to change${folder ? `, those of ${folder} among them` : ''}`)
  const tally = createTally()
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const scratch = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  let done = 0
  const report = (fault: Fault) => {
    tally.addFault(fault)
    const { source, bytes, length } = mutate(fault.seed, sources)
    const path = join(kept, `${fault.kind}-${fault.seed}.fits`)
    mkdirSync(kept, { recursive: true })
    writeFileSync(path, bytes)
    truncateSync(path, length)
    const again = `npm run fuzz -- fits --count 1 --seed ${fault.seed}${files ? ` --files ${files}` : ''}`
    note(`\n${fault.kind} (${source}): ${fault.message}\n  file: ${path}\n  again: ${again}\n`)
  }
  const progress = setInterval(() => note(tally.progress(done, count, seconds())), process.stderr.isTTY ? 2000 : 20_000)
  try {
    const read = await runCampaign({
      program: fileURLToPath(new URL('fits/case-process.ts', import.meta.url)),
      args: (place) => [join(scratch, `${place}.fits`), ...(folder === null ? [] : [folder])],
      ...{ seed, count, processes, seconds: 10, memory: 2 ** 30, signal: stop.signal },
      onResult(result) {
        done++
        tally.add(result)
      },
      onFault: report,
    })
    process.stdout.write(`${tally.summary(read, seconds())}\n`)
  } finally {
    clearInterval(progress)
    rmSync(scratch, { recursive: true, force: true })
  }
  if (stop.signal.aborted) return 130
  return Object.values(tally.faults).some((n) => n > 0) ? 1 : 0
}

const options = chosenOptions(readOptions, usage)
if (options) process.exitCode = await main(options)
