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

/** The saved bounds; null if there are none or they are invalid. */
export const readBounds = (file: string): Bounds | null => {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Saves the window's bounds; a failure is ignored. */
export const writeBounds = (file: string, bounds: Bounds): void => {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(bounds))
    renameSync(`${file}.new`, file)
  } catch {
    return
  }
}
