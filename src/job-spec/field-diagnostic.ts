import type { components } from '../contract/types.gen.ts'
import type { TrainingRequest } from './types.ts'

type Parts = components['schemas']

/** JSON pointers of the contract's fields, so that a rule cannot name one that does not exist. */
export type FieldPointer =
  | `/${keyof TrainingRequest}`
  | `/model_config/${keyof Parts['ModelConfig']}`
  | `/hyperparameters/${keyof Parts['ForgeHyperparameters']}`

/** Something to tell about a value or a missing field, before its place in the file is looked up. */
export interface Finding {
  readonly level: 'error' | 'advice'
  readonly pointer: string
  /** It is about the key itself, so that is where to point. */
  readonly aboutKey?: boolean
  /** Values elsewhere without which it would not hold, so that one of them may be what is wrong. */
  readonly because?: readonly FieldPointer[]
  readonly message: string
}

type Partly<T> = T extends readonly (infer Item)[]
  ? readonly (Item | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partly<T[Key]> | undefined }
    : T

/** What is left of a document when everything that was found wrong is taken out. */
export interface Draft {
  readonly request: Partly<TrainingRequest>
  /** Whether nothing is wrong with a field or above it; a settled field that is not in `request` is really absent. */
  readonly settled: (pointer: FieldPointer) => boolean
  /** A value as its author wrote it. */
  readonly written: (pointer: FieldPointer) => string
}
