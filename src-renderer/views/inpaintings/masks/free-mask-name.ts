/** The first of "mask 1", "mask 2", ... that no mask of the library has. */
export function freeMaskName(masks: readonly { name: string }[]): string {
  for (let n = 1; ; n++) if (!masks.some(({ name }) => name === `mask ${n}`)) return `mask ${n}`
}
