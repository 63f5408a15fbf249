import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file of the real sky maps and broken files kept beside the checkout, not in it. */
export const sharedData = (path: string) => fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url))

/** Whether these files are there; tests that need them say that they were skipped where not. */
export const hasSharedData = existsSync(sharedData('MANIFEST.txt'))
