import type { z } from 'zod'

/** One method of a contract: the schemas of its parameters, result and progress. */
export interface Method<
  Params extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  Progress extends z.ZodType = z.ZodType,
> {
  readonly params: Params
  readonly result: Result
  readonly progress?: Progress
}

/** A table of methods and events; both are named with dots, domain first: `maps.open`, `runs.epoch`. */
export interface Contract {
  readonly methods: Readonly<Record<string, Method>>
  readonly events: Readonly<Record<string, z.ZodType>>
}

export type MethodName<C extends Contract> = keyof C['methods'] & string
export type EventName<C extends Contract> = keyof C['events'] & string

/** Parameters as the caller passes them, before defaults are filled in. */
export type ParamsInputOf<C extends Contract, K extends MethodName<C>> = z.input<C['methods'][K]['params']>
/** Parameters as the handler gets them: parsed, with defaults. */
export type ParamsOf<C extends Contract, K extends MethodName<C>> = z.output<C['methods'][K]['params']>
/** Result as the handler returns it. */
export type ResultInputOf<C extends Contract, K extends MethodName<C>> = z.input<C['methods'][K]['result']>
/** Result as the caller gets it: parsed. */
export type ResultOf<C extends Contract, K extends MethodName<C>> = z.output<C['methods'][K]['result']>
/** Progress of the method; `never` if it reports none. */
export type ProgressOf<C extends Contract, K extends MethodName<C>> = C['methods'][K] extends {
  readonly progress: infer Progress extends z.ZodType
}
  ? z.output<Progress>
  : never
export type EventOf<C extends Contract, K extends EventName<C>> = z.output<C['events'][K]>

/** Declares a method, with `progress` if it reports any. */
export function method<Params extends z.ZodType, Result extends z.ZodType>(schemas: {
  params: Params
  result: Result
}): { readonly params: Params; readonly result: Result }
export function method<Params extends z.ZodType, Result extends z.ZodType, Progress extends z.ZodType>(schemas: {
  params: Params
  result: Result
  progress: Progress
}): { readonly params: Params; readonly result: Result; readonly progress: Progress }
export function method(schemas: Method): Method {
  return schemas
}

/** Declares an event by the schema of its payload. */
export function event<Payload extends z.ZodType>(payload: Payload): Payload {
  return payload
}

type Union<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer I) => void ? I : never

/**
 * Joins the contracts of several domains into one table.
 * @throws TypeError when two of them use the same method or event name.
 */
export function joinContracts<Parts extends readonly Contract[]>(
  ...parts: Parts
): { readonly methods: Union<Parts[number]['methods']>; readonly events: Union<Parts[number]['events']> } {
  const joined = { methods: {} as Record<string, Method>, events: {} as Record<string, z.ZodType> }
  for (const part of parts) {
    for (const kind of ['methods', 'events'] as const) {
      for (const [name, entry] of Object.entries(part[kind])) {
        if (Object.hasOwn(joined[kind], name)) throw new TypeError(`two contracts declare ${kind} "${name}"`)
        Object.assign(joined[kind], { [name]: entry })
      }
    }
  }
  return joined as never
}
