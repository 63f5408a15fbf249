import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { nothingSchema } from './states.ts'

export const hostSchema = z.object({
  version: z.string(),
  door: z.enum(['electron', 'browser', 'terminal']),
  platform: z.string(),
  home: z.string(),
  /** Folder where the file dialog starts. */
  userHome: z.string(),
  /** A sentence for whoever opens this home: a backup took the place of its damaged catalog. Null if all is well. */
  notice: z.string().nullable(),
  /** Whether this window only watches: all that would start or change anything is refused. */
  watching: z.boolean().default(false),
})

export type Host = z.infer<typeof hostSchema>

export const fileEntrySchema = z.object({
  name: z.string(),
  path: z.string(),
  folder: z.boolean(),
  size: z.number().int(),
  modifiedAt: z.iso.datetime(),
})
export type FileEntry = z.infer<typeof fileEntrySchema>

export const hostMethods = {
  'host.describe': method({ params: nothingSchema, result: hostSchema }),
  /** Contents of a folder for the window's own file dialog: subfolders, and files with the given endings. */
  'host.folder': method({
    params: z.object({ path: z.string().nullable(), endings: z.array(z.string()) }),
    result: z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(fileEntrySchema) }),
  }),
}

export const hostEvents = {
  /** A map was chosen in the desktop: its native dialog, a file manager, a command line. The window opens it. */
  'host.openPath': event(z.object({ path: z.string() })),
  /** A page was chosen in the desktop: its menu, a notification, a link from outside. The window goes there. */
  'host.showPage': event(z.object({ address: z.string() })),
}
