import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A vitest reporter that writes test counts: {passed, failed, skipped, skips: [{name, reason}]}. A file that could not
 * be loaded and an error outside any test count as one failure each. CIRRUS_TEST_COUNTS names the output file.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, skips: [] }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result()
        counts[result.state === 'pending' ? 'failed' : result.state] += 1
        if (result.state === 'skipped') counts.skips.push({ name: test.fullName, reason: result.note ?? null })
      }
      counts.failed += module.errors().length
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
    }
    const file = process.env.CIRRUS_TEST_COUNTS
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(counts))
  }
}
