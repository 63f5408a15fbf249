import { exitCodes } from './terminal/exit-code.ts'
import { run } from './terminal/run.ts'
import { addServeCommand } from './terminal/serve.ts'

// Entry point of the browser host: only `cirrus serve`, without the other commands. Being stopped is its normal end.
const words = ['serve', ...process.argv.slice(2)]
const code = await run(words, [addServeCommand], { signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] })
process.exit(code === exitCodes.interrupted ? exitCodes.done : code)
