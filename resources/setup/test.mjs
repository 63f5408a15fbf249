import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './checkout.mjs'
import { getChromium } from './chromium.mjs'
import { createReport } from './report.mjs'
import { explain, setUp } from './setup.mjs'
import { checkStages, summary, testStage } from './stages.mjs'

const start = Date.now()
const failedSetUp = { passed: 0, failed: 1, skipped: 0, skips: [] }
/** @type {Record<string, import('./stages.mjs').Counts>} */
const stages = {}

/** A failed part of the set-up counts as one failure; whatever does not need it is still tested. */
async function prepare(name, options) {
  try {
    await setUp(options)
  } catch (error) {
    explain(error)
    stages[name] = failedSetUp
  }
}

async function tests(stage, projects) {
  console.log(`\n▸ ${stage}`)
  stages[stage] = await testStage(place, stage, projects)
}

await prepare('set-up', {})
const place = checkout()
if (existsSync(place.node)) {
  if (!stages['set-up']) await prepare('build', { window: true, electron: true })
  await getChromium(createReport(process.stdout))
  const prettier = ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']
  const views = join('src-renderer', 'tsconfig.json')
  const types = [
    ['typescript/bin/tsc', '-p', join('src-shared', 'tsconfig.json')],
    ['typescript/bin/tsc', '-p', 'tsconfig.json'],
    ['vue-tsc/bin/vue-tsc.js', '-p', views],
  ]
  const lint = [['eslint/bin/eslint.js', '.']]
  // Beside the tests, which often leave a processor idle; what they wrote follows that of the tests.
  const written = []
  const print = (text) => void written.push(text)
  const checked = checkStages(place, { lint, types, format: [prettier] }, { print, background: true })
  await tests('unit', ['unit', 'window', 'alone'])
  await tests('e2e', ['e2e'])
  Object.assign(stages, await checked)
  console.log(written.join(''))
}
const { text, failed } = summary(stages, Date.now() - start)
console.log(`\n${text}`)
process.exitCode = failed ? 1 : 0
