/** Why a process ended: its exit code, or the signal that killed it. */
export interface EngineExit {
  code: number | null
  signal: string | null
}

/** The engine process as its starter sees it: Node's child process or Electron's utility process. */
export interface EngineProcess {
  readonly pid: number | undefined
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** What the process writes to its error stream, line by line or in pieces. */
  onOutput(listener: (text: string) => void): void
  onExit(listener: (exit: EngineExit) => void): void
  kill(): void
}

/** Starts an engine process with this environment added to the parent's. */
export type EngineLauncher = (environment: Readonly<Record<string, string>>) => EngineProcess
