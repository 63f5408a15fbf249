import { main } from './terminal/main.ts'

// Door 3: terminal and batch jobs.
process.exitCode = await main(process.argv.slice(2))
