import { parsePosition } from './parse-position.ts'
import type { Position } from './position.ts'

/**
 * Several typed positions (parse-position.ts), with semicolons or line breaks between them, in Galactic degrees.
 * @returns null if there are none, or one of them is no position
 */
export function parsePositions(text: string): Position[] | null {
  const words = text.split(/[;\n]/).filter((one) => one.trim() !== '')
  const positions = words.flatMap((one) => {
    const position = positionIn(one)
    return position ? [{ lon: position.lon, lat: position.lat }] : []
  })
  return positions.length > 0 && positions.length === words.length ? positions : null
}

function positionIn(text: string) {
  try {
    return parsePosition(text)
  } catch {
    return null
  }
}
