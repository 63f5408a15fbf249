import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const packageSchema = z.object({ homepage: z.string().regex(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/releases$/) })

/**
 * The page of releases that the package names: the release's workflow puts it there. Cirrus never looks for a new
 * version itself; a menu item opens this page in the browser.
 * @param folder where the application is, with its package.json
 * @returns null if it names none, as in a checkout
 */
export function releasePage(folder: string): string | null {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).homepage
  } catch {
    return null
  }
}
