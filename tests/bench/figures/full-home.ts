import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCatalog } from '../../../src-main/catalog/index.ts'
import { exampleMetrics, exampleRun, exampleStudy, exampleTrial } from '../../catalog/examples.ts'
import type { Figures } from '../bench.ts'
import { median } from '../measure.ts'
import { addressOf, fetchAsBrowser } from '../page-of-host.ts'
import { evaluate } from '../row.ts'

const program = join(import.meta.dirname, '../../../out/main/serve.js')

const studies = 50
const trialsPerStudy = 20
const epochs = 100

/** A host whose catalog is that of years of work, from the start of its process until its page answers. */
export const fullHome: Figures = async (bench) => {
  const figure = `host with ${studies * trialsPerStudy} runs and ${studies} studies until the page answers`
  const row = (ours: number | null) => [evaluate({ figure, unit: 's', ours, goal: 2 })]
  if (!existsSync(program)) {
    bench.note(`${program} is missing: run "npm run build".`)
    return row(null)
  }
  const home = mkdtempSync(join(tmpdir(), 'cirrus-bench-full-'))
  try {
    fill(home)
    const seconds: number[] = []
    for (let round = 0; round <= (bench.rounds ?? 5); round++) seconds.push(await startOnce(home))
    // The first one compiles, and makes the day's backup.
    return row(median(seconds.slice(1)))
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function startOnce(home: string): Promise<number> {
  const began = performance.now()
  const environment = { ...process.env, CIRRUS_HOME: home }
  const host = spawn(process.execPath, [program], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(host, 'close')
  try {
    await fetchAsBrowser(await addressOf(host))
    return (performance.now() - began) / 1000
  } finally {
    host.kill('SIGTERM')
    await closed
  }
}

function fill(home: string): void {
  const catalog = openCatalog(home)
  catalog.atomically(() => {
    for (let s = 0; s < studies; s++) {
      const study = {
        ...exampleStudy,
        id: `search-${s}`,
        name: `search ${s}`,
        datasetId: null,
        state: 'complete' as const,
      }
      catalog.studies.insert({ ...study, failure: null })
      for (let number = 1; number <= trialsPerStudy; number++) {
        const id = `search-${s}-${number}`
        const run = { ...exampleRun, id, name: id, datasetId: null, studyId: study.id, folder: join(home, 'runs', id) }
        catalog.runs.insert({ ...run, state: 'complete', epoch: epochs })
        for (let epoch = 1; epoch <= epochs; epoch++) catalog.metrics.put(id, { ...exampleMetrics, epoch })
        catalog.trials.insert({ ...exampleTrial, studyId: study.id, number, runId: id, state: 'complete' })
      }
    }
  })
  catalog.close()
}
