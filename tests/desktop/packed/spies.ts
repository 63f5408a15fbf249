/** In place of vitest, where the fake of Electron runs outside of it: a spy that only answers. */
export const vi = {
  fn: (answer: (...given: unknown[]) => unknown = () => undefined) => answer,
}
