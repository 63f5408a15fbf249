import { onScopeDispose, ref } from 'vue'

/** The time in milliseconds since 1970, updated every `period` milliseconds, for ages and time left. */
export function useNow(period = 1000) {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), period)
  onScopeDispose(() => clearInterval(timer))
  return now
}
