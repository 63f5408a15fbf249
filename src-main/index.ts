import { fileURLToPath } from 'node:url'
import { endOnError } from './desktop/main-crash.ts'
import { startDesktop } from './desktop/start.ts'
import { runInTerminal, terminalWords } from './desktop/terminal.ts'

// Entry point of the desktop: Electron loads this file as out/main/index.js. Not awaited: Electron only becomes ready
// once it is loaded.
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const engineProgram = beside('./engine.js')
const words = terminalWords(process.argv)
if (words) {
  void runInTerminal(engineProgram, async () => {
    const [{ endWithReader }, { main }] = await Promise.all([
      import('./terminal/end-with-reader.ts'),
      import('./terminal/main.ts'),
    ])
    endWithReader()
    return main(words)
  })
} else {
  endOnError(process)
  void startDesktop({
    engineProgram,
    preload: beside('../preload/index.cjs'),
    icon: beside('../../resources/icons/512x512.png'),
  })
}
