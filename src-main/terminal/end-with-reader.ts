/** Ends the process when a reader of its output has seen enough, as head has: there is nobody left to write to. */
export const endWithReader = (stdout: NodeJS.WriteStream = process.stdout): void =>
  void stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
