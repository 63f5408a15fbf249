import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file among the real sky maps and broken files kept beside the checkout. */
export const sharedData = (path: string) => fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url))

/** Whether these files are there; without them, tests that need them are reported as skipped. */
export const hasSharedData = existsSync(sharedData('MANIFEST.txt'))
