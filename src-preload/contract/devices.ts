import { z } from 'zod'
import { event, method } from '../rpc/table.ts'
import { deviceOptionsSchema } from './device-options.ts'
import { failureSchema, idSchema, nothingSchema, oneSchema } from './states.ts'

/** One engine process and what it runs on, as the device chip shows it. */
export const deviceSchema = z.object({
  /** `training`, then `training-2`, ... if several train; or `interactive`. */
  id: idSchema,
  /** `interactive` reconstructs and inpaints, so that these need not wait for a training. */
  role: z.enum(['training', 'interactive']),
  state: z.enum(['starting', 'ready', 'busy', 'unresponsive', 'stopped', 'failed']),
  /** The kind of device that TensorFlow actually uses. */
  kind: z.enum(['cpu', 'gpu']).nullable(),
  name: z.string().nullable(),
  /** Bytes in use by the engine, and of the device, where known. */
  memoryUsed: z.number().nullable(),
  memoryTotal: z.number().nullable(),
  tensorflow: z.string().nullable(),
  /** Threads within one operation on the processor. */
  threads: z.number().int().nullable(),
  pid: z.number().int().nullable(),
  restarts: z.number().int(),
  failure: failureSchema.nullable(),
})
export type Device = z.infer<typeof deviceSchema>

/** A graphics card that engines may use. */
export const cardSchema = z.object({
  /** Its name in CUDA_VISIBLE_DEVICES. */
  id: z.string(),
  /** Null if the driver does not know this card. */
  name: z.string().nullable(),
})
export type Card = z.infer<typeof cardSchema>

export const deviceSettingsSchema = z.object({
  options: deviceOptionsSchema,
  /** The cards of the machine. */
  cards: z.array(cardSchema),
  cores: z.number().int(),
})
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>

export const deviceMethods = {
  /** All engines, training engines first. */
  'devices.list': method({ params: nothingSchema, result: z.array(deviceSchema) }),
  'devices.restart': method({ params: oneSchema, result: deviceSchema }),
  'devices.settings': method({ params: nothingSchema, result: deviceSettingsSchema }),
  /** Saves the options in the home folder; a busy engine applies them when it is done. */
  'devices.configure': method({ params: deviceOptionsSchema, result: deviceSettingsSchema }),
}

export const deviceEvents = {
  /** All engines, whenever one of them changes. */
  'devices.changed': event(z.array(deviceSchema)),
}
