import { main } from './terminal/main.ts'

// Entry point of the terminal and of batch jobs.

// A reader that has seen enough, as head has, closes the pipe: there is nobody left to write to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})
process.exitCode = await main(process.argv.slice(2))
