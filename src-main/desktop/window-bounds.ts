import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const defaultSize = { width: 1440, height: 900 }
export const minimumSize = { width: 960, height: 600 }
/** Pixels of a window, along each axis, that must be on a screen so that it can be grabbed. */
const GRASP = 100

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(minimumSize.width),
  height: z.number().int().min(minimumSize.height),
})
/** A rectangle of the desktop, in device-independent pixels. */
export type Bounds = z.infer<typeof boundsSchema>
const stateSchema = z.object({ bounds: boundsSchema, maximized: z.boolean(), fullScreen: z.boolean() })
/** Where a window was when it was closed; `bounds`: its place when it is neither maximized nor full screen. */
export type WindowState = z.infer<typeof stateSchema>
/** The states by the screens on which they were left: a laptop's own differs from that at a desk. */
const statesSchema = z.record(z.string(), stateSchema)
/** Arrangements of screens that are remembered. */
const MOST = 20

const shared = (start: number, length: number, otherStart: number, otherLength: number) =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

/** The saved bounds if the window is still visible there; otherwise the default size, placed by the system. */
export const visibleBounds = (saved: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> => {
  const seen = screens.some(
    (screen) =>
      saved !== null &&
      shared(saved.x, saved.width, screen.x, screen.width) >= GRASP &&
      shared(saved.y, saved.height, screen.y, screen.height) >= GRASP,
  )
  return seen && saved ? saved : defaultSize
}

/** The screens that are connected, as text. */
const arrangement = (screens: readonly Bounds[]) =>
  screens
    .map(({ x, y, width, height }) => `${width}x${height}+${x}+${y}`)
    .sort()
    .join(' ')

const readStates = (file: string) => {
  try {
    return statesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** The window's state on these screens; null if there is none or the file is invalid. */
export const readState = (file: string, screens: readonly Bounds[]): WindowState | null =>
  readStates(file)[arrangement(screens)] ?? null

/** Saves the window's state on these screens, and forgets the oldest of too many; a failure is ignored. */
export const writeState = (file: string, screens: readonly Bounds[], state: WindowState): void => {
  const { [arrangement(screens)]: _, ...others } = readStates(file)
  const states = [...Object.entries(others), [arrangement(screens), state]].slice(-MOST)
  try {
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(states)))
    renameSync(`${file}.new`, file)
  } catch {
    return
  }
}
