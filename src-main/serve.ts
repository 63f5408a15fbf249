import { exitCodes } from './terminal/exit-code.ts'
import { run } from './terminal/run.ts'
import { addServeCommand } from './terminal/serve.ts'

// Door 2: the browser, as `cirrus serve` alone, which loads no other command. Being stopped is how it ends.
const words = ['serve', ...process.argv.slice(2)]
const code = await run(words, [addServeCommand], { signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] })
process.exit(code === exitCodes.interrupted ? exitCodes.done : code)
