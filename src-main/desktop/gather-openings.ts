import type { App } from 'electron'
import { z } from 'zod'
import { openingOfLink, openingsOf, type Opening } from './opening.ts'

/** What a second instance tells the first: Chromium reorders its command line, so this is the original. */
const commandLineSchema = z.object({ argv: z.array(z.string()), folder: z.string() })
export type CommandLine = z.infer<typeof commandLineSchema>

/**
 * Gathers what the user opens from outside the window: files and links of this command line, of those of later
 * instances, and of the system. They wait until somebody shows them. Call it before `ready`: on macOS, the file with
 * which Cirrus was started comes earlier.
 * @param onMore called when there is more to show, also if nothing was named: then the window only comes to the front
 */
export function gatherOpenings(app: App, own: CommandLine) {
  const waiting: Opening[] = []
  let show: ((opening: Opening) => void) | null = null
  let more = () => {}
  const add = (...openings: Opening[]) => {
    waiting.push(...openings)
    more()
    flush()
  }
  const flush = () => {
    while (show && waiting.length > 0) show(waiting.shift()!)
  }
  const named = ({ argv, folder }: CommandLine) => openingsOf(argv, { packaged: app.isPackaged, folder })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    add({ kind: 'map', path })
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    add(openingOfLink(link))
  })
  app.on('second-instance', (_event, _argv, _folder, told) => {
    const { data } = commandLineSchema.safeParse(told)
    add(...(data ? named(data) : []))
  })
  add(...named(own))
  return {
    /** Opens something as if it had come from outside. */
    open: add,
    /** Calls a function whenever something is opened. */
    onMore(listener: () => void) {
      more = listener
    },
    /** Shows what waits and what comes; returns the function that makes it wait again. */
    showWith(shower: (opening: Opening) => void): () => void {
      show = shower
      flush()
      return () => {
        if (show === shower) show = null
      }
    },
  }
}
