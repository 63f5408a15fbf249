import type { DeviceOptions } from '../../src-preload/contract/device-options.ts'
import type { Card } from '../../src-preload/contract/devices.ts'
import { askNvidiaDriver, type DriverCard } from './nvidia-driver.ts'

/**
 * The graphics cards available to engines: those listed in CUDA_VISIBLE_DEVICES if Cirrus was started with it (as batch
 * systems do), else every card the driver knows, by UUID, which does not change when cards are added.
 */
export async function findCards(inherited = process.env.CUDA_VISIBLE_DEVICES): Promise<Card[]> {
  return visibleCards(await askNvidiaDriver(), inherited)
}

/** @param inherited CUDA_VISIBLE_DEVICES; CUDA ignores everything from the first invalid name on, such as -1 */
export function visibleCards(known: readonly DriverCard[], inherited: string | undefined): Card[] {
  if (inherited === undefined) return known.map(({ uuid, name }) => ({ id: uuid, name }))
  const ids = inherited.split(',').map((id) => id.trim())
  const end = ids.findIndex((id) => id === '' || id.startsWith('-'))
  return ids.slice(0, end < 0 ? ids.length : end).map((id) => ({ id, name: cardCalled(id, known)?.name ?? null }))
}

/** The card that CUDA selects by this name: its number, its UUID, or the beginning of its UUID. */
export const cardCalled = (id: string, known: readonly DriverCard[]): DriverCard | undefined =>
  known.find(({ index, uuid }) => String(index) === id || (id.length > 4 && uuid.startsWith(id)))

/**
 * The cards for engines to use, at least one entry: null leaves the choice to CUDA, '-1' means no card.
 * @param gpus the option: null means all cards, an empty list none; unknown cards are tried all the same
 */
export function chosenCards(gpus: DeviceOptions['gpus'], cards: readonly Card[]): (string | null)[] {
  if (gpus?.length === 0) return ['-1']
  const chosen = gpus ?? cards.map(({ id }) => id)
  return chosen.length === 0 ? [null] : [...chosen]
}

/** The card of each training engine: one each, or in turn if the options set another number of engines. */
export function cardsToTrainOn({ gpus, engines }: DeviceOptions, cards: readonly Card[]): (string | null)[] {
  const chosen = chosenCards(gpus, cards)
  return Array.from({ length: engines ?? chosen.length }, (_, index) => chosen[index % chosen.length])
}
