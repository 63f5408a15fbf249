import { endWithReader } from './terminal/end-with-reader.ts'
import { main } from './terminal/main.ts'

// Entry point of the terminal and of batch jobs.
endWithReader()
process.exitCode = await main(process.argv.slice(2))
