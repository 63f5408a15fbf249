import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'

// Test files share a process (vitest.config.ts), so each leaves it as it was.
const environment = { ...process.env }
const folder = mkdtempSync(join(tmpdir(), 'cirrus-'))
/** What a file writes to the folder for temporary files is removed with it. */
process.env.TMPDIR = folder

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
