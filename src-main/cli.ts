import { main } from './terminal/main.ts'

// Entry point of the terminal and of batch jobs.
process.exitCode = await main(process.argv.slice(2))
