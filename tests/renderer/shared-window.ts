import { builtinEnvironments, type Environment } from 'vitest/runtime'

/** A link that a test follows would take the window of all later files to another address. */
const happyDOM = { settings: { navigation: { disableFallbackToSetURL: true } } }

/**
 * happy-dom, opened once a process: modules that test files share, such as Vue's, keep the document that they found
 * first. This module is evaluated for each file, the global object stays.
 */
export default {
  name: 'shared-window',
  viteEnvironment: 'client',
  async setup(global, options) {
    if (!('happyDOM' in global)) await builtinEnvironments['happy-dom'].setup(global, { ...options, happyDOM })
    return { teardown() {} }
  },
} satisfies Environment
