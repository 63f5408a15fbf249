import { registerHooks } from 'node:module'

const beside = (name: string) => new URL(name, import.meta.url).href
const standIns: Record<string, string> = { electron: beside('./electron.ts'), vitest: beside('./spies.ts') }

/**
 * Gives modules that ask for Electron its stand-in.
 * @param packed address of the folder of the packed program
 * @returns modules that the packed program takes from elsewhere: nobody's machine has them
 */
export function useStandIns(packed: string): string[] {
  const strays: string[] = []
  registerHooks({
    resolve(name, context, next) {
      if (name in standIns) return { url: standIns[name], shortCircuit: true }
      const found = next(name, context)
      if (context.parentURL?.startsWith(packed) && found.url.startsWith('file:') && !found.url.startsWith(packed))
        strays.push(found.url)
      return found
    },
  })
  return strays
}
