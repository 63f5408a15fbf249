import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Paths of the checkout that these scripts belong to, and of the user's cache folder, shared by all checkouts.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function checkout(env = process.env) {
  const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '')
  const modules = join(root, 'node_modules')
  return {
    root,
    modules,
    lockfile: join(root, 'package-lock.json'),
    /** Node 24 as pinned in package.json: TypeScript runs on it without a build. */
    node: join(modules, '.bin', 'node'),
    tfjs: join(modules, '@tensorflow', 'tfjs-node-gpu'),
    built: join(root, 'out'),
    cache: join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cirrus'),
  }
}

/** @typedef {ReturnType<typeof checkout>} Checkout */

/**
 * The environment without this checkout's own node_modules/.bin: `npm ci` deletes the Node in it, so npm itself runs on
 * the machine's Node.
 * @param {Checkout} place
 * @param {NodeJS.ProcessEnv} [env]
 */
export function machineEnvironment(place, env = process.env) {
  const own = join(place.modules, '.bin')
  const path = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== own)
  return { ...env, PATH: path.join(delimiter) }
}
