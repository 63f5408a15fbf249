import { fileURLToPath } from 'node:url'
import { endOnError } from './desktop/main-crash.ts'
import { startDesktop } from './desktop/start.ts'

// Entry point of the desktop: Electron loads this file as out/main/index.js. Not awaited: Electron only becomes ready
// once it is loaded.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
endOnError(process)
void startDesktop({
  engineProgram: beside('./engine.js'),
  preload: beside('../preload/index.cjs'),
  icon: beside('../../resources/icons/512x512.png'),
})
