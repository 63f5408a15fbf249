/** Why a process ended: its exit code, or the signal that killed it. */
export interface EngineExit {
  code: number | null
  signal: string | null
}

/** The engine process as seen by its parent: Node's child process or Electron's utility process. */
export interface EngineProcess {
  readonly pid: number | undefined
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Receives what the process writes to its error stream, in lines or pieces of any length. */
  onOutput(listener: (text: string) => void): void
  onExit(listener: (exit: EngineExit) => void): void
  kill(): void
}

/** Starts an engine process with these variables added to the parent's environment. */
export type EngineLauncher = (environment: Readonly<Record<string, string>>) => EngineProcess
