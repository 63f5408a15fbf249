import { availableParallelism } from 'node:os'
import type { DeviceOptions } from '../../../src-preload/contract/device-options.ts'
import type { Card, Device, DeviceSettings } from '../../../src-preload/contract/devices.ts'
import { cardsToTrainOn, chosenCards } from '../../engine/cards.ts'
import { superviseEngine, type Engine } from '../../engine/client/engine.ts'
import { engineEnvironment } from '../../engine/client/engine-environment.ts'
import type { EngineLauncher } from '../../engine/client/engine-process.ts'
import { found } from './found.ts'

/**
 * The engine processes of an application: training engines, one per card or as many as the options set, and one for
 * interactive work.
 */
export interface Engines {
  /** Number of trainings that may run at once. */
  readonly trainers: number
  /** Runs work on a free training engine. At most `trainers` may run at once. */
  train<T>(work: (engine: Engine) => Promise<T>): Promise<T>
  /** Reconstructs and inpaints; its process starts when first needed. */
  readonly interactive: Engine
  /** Training engines first. */
  states(): Device[]
  /** @throws CirrusError not-found */
  restart(id: string): Device
  settings(): DeviceSettings
  /** Applies new options: to idle engines at once, to busy ones when they are done. */
  configure(options: DeviceOptions): void
  /** Restarts engines whose environment has changed, busy ones when they are done. */
  renew(): void
  /** Starts the training engines in the background. */
  start(): void
  close(): Promise<void>
}

/**
 * A training uses every core: it runs below normal priority, so that window, host and interactive engine stay
 * responsive. In the terminal nothing runs beside it, and it keeps its priority.
 */
const inBackground = { CIRRUS_ENGINE_BACKGROUND: '1' }

interface Seat {
  engine: Engine
  taken: boolean
}

/** @param onChange called with the states of all engines whenever one changes */
export function createEngines({
  launcher,
  cards,
  options: first,
  libraries = () => null,
  onChange,
}: {
  launcher: EngineLauncher
  cards: readonly Card[]
  options: DeviceOptions
  /** Folder of TensorFlow's libraries, as for `engineEnvironment`; asked at every start. */
  libraries?(): string | null
  onChange(states: Device[]): void
}): Engines {
  let options = first
  const seats: Seat[] = []
  const trainingCards = () => cardsToTrainOn(options, cards)
  const supervise = (id: string, role: Device['role'], card: () => string | null) =>
    superviseEngine({
      launcher,
      id,
      role,
      environment: (threads) => ({
        ...engineEnvironment(options, {
          ...{ role, card: card(), trainers: trainingCards().length, threads },
          libraries: libraries(),
        }),
        ...(role === 'training' ? inBackground : {}),
      }),
      onChange: () => onChange(states()),
    })
  // Trainings take the first free card, so the last one is the most likely to be idle.
  const interactive = supervise('interactive', 'interactive', () => chosenCards(options.gpus, cards).at(-1)!)
  const states = () => [...seats.map(({ engine }) => engine.state()), interactive.state()]

  /** As many seats as the options set; a seat beyond that is removed when it is returned. */
  function arrange() {
    const wanted = trainingCards().length
    while (seats.length < wanted) {
      const index = seats.length
      const id = index === 0 ? 'training' : `training-${index + 1}`
      seats.push({ engine: supervise(id, 'training', () => trainingCards()[index] ?? null), taken: false })
    }
    while (seats.length > wanted && !seats.at(-1)!.taken) void seats.pop()!.engine.close()
    onChange(states())
  }
  arrange()
  function renew() {
    for (const { engine } of seats) engine.renew()
    interactive.renew()
  }

  return {
    get trainers() {
      return trainingCards().length
    },
    async train(work) {
      const seat = seats.find(({ taken }, index) => !taken && index < trainingCards().length)
      if (!seat) throw new Error('More trainings were started than there are engines.')
      seat.taken = true
      try {
        return await work(seat.engine)
      } finally {
        seat.taken = false
        arrange()
      }
    },
    interactive,
    states,
    restart(id) {
      const all = [...seats.map(({ engine }) => engine), interactive]
      const engine = found(
        all.find((one) => one.state().id === id),
        'engine',
        id,
      )
      engine.restart()
      return engine.state()
    },
    settings: () => ({ options, cards: [...cards], cores: availableParallelism() }),
    configure(next) {
      options = next
      arrange()
      renew()
    },
    renew,
    start() {
      for (const { engine } of seats) engine.start()
    },
    async close() {
      await Promise.all([...seats.map(({ engine }) => engine.close()), interactive.close()])
    },
  }
}
