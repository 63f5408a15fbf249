/** Timed steps needed before a time left is reported. */
const fewest = 5

/**
 * Mean duration of compiled steps. The first step of each kind is left out: TensorFlow prepares its graph in it, which
 * takes many times as long.
 */
export function measurePace() {
  const compiled = new Set<string>()
  let [steps, seconds] = [0, 0]
  return {
    add(kind: string, taken: number) {
      if (!compiled.has(kind)) return void compiled.add(kind)
      steps++
      seconds += taken
    },
    /** Mean since this training was started; null until enough steps were timed. */
    secondsPerStep: (): number | null => (steps < fewest ? null : seconds / steps),
  }
}
export type Pace = ReturnType<typeof measurePace>
