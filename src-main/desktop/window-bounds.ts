import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const defaultSize = { width: 1440, height: 900 }
export const minimumSize = { width: 960, height: 600 }
/** So much of a window must lie on a screen that it can be grabbed: pixels on each axis. */
const GRASP = 100

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(minimumSize.width),
  height: z.number().int().min(minimumSize.height),
})
/** A rectangle of the desktop, in device-independent pixels. */
export type Bounds = z.infer<typeof boundsSchema>

const shared = (start: number, length: number, otherStart: number, otherLength: number) =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

/** Where the window was, if it can still be seen there; else the default size, placed by the system. */
export const visibleBounds = (saved: Bounds | null, screens: readonly Bounds[]): Partial<Bounds> => {
  const seen = screens.some(
    (screen) =>
      saved !== null &&
      shared(saved.x, saved.width, screen.x, screen.width) >= GRASP &&
      shared(saved.y, saved.height, screen.y, screen.height) >= GRASP,
  )
  return seen && saved ? saved : defaultSize
}

/** The remembered bounds; null when there are none, or nothing that can be used. */
export const readBounds = (file: string): Bounds | null => {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Remembers where the window was; not being able to is no reason to bother anyone. */
export const writeBounds = (file: string, bounds: Bounds): void => {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(bounds))
    renameSync(`${file}.new`, file)
  } catch {
    return
  }
}
