import { fileURLToPath } from 'node:url'
import { startDesktop } from './desktop/start.ts'

// Door 1: Electron, which loads this file as out/main/index.js. Not awaited: Electron is ready only after it is loaded.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
void startDesktop({
  engineProgram: beside('./engine.js'),
  preload: beside('../preload/index.cjs'),
  icon: beside('../../resources/icons/512x512.png'),
})
