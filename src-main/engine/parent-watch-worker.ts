import { workerData } from 'node:worker_threads'

// Ends the whole process, whatever its other threads do, once it has another parent than the one given: its own is gone.

/** Milliseconds between two looks, which take microseconds. */
const interval = 200

const look = () => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL')
}
look()
setInterval(look, interval)
