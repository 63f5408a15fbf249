import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waves, writeMadeMap } from '../application/made-map.ts'
import { openBrowserWindow } from './browser-window.ts'

/** A window on a home with one small map, nside 16 in MJy/sr between 5 and 15, and no dataset. */
export async function openSkyWindow(size?: { width: number; height: number }) {
  const cirrus = await openBrowserWindow(size, undefined, false)
  const path = writeMadeMap(join(mkdtempSync(join(tmpdir(), 'cirrus-sky-')), 'made.fits'), waves)
  const map = await cirrus.ask('maps.open', { path })
  return Object.assign(cirrus, { map })
}
