import { powerSaveBlocker } from 'electron'

/** Keeps the machine, not its screen, from sleeping while there is work. */
export function keepAwake(): (working: boolean) => void {
  let blocker: number | null = null
  return (working) => {
    if (working && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    else if (!working && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
