import type { components } from '../contract/types.gen.ts'
import type { TrainingRequest, ValidationOptions } from './types.ts'

type Schemas = components['schemas']

/** JSON pointers of the fields in the API schema, so that a typo in a rule is a type error. */
export type FieldPointer =
  | `/${keyof TrainingRequest}`
  | `/model_config/${keyof Schemas['ModelConfig']}`
  | `/hyperparameters/${keyof Schemas['ForgeHyperparameters']}`

/** A problem with a field, before its position in the file is looked up. */
export interface FieldDiagnostic {
  readonly level: 'error' | 'warning'
  readonly pointer: string
  /** Point at the key instead of the value. */
  readonly isAboutKey?: boolean
  /** Other fields involved, any of which may be the wrong one. */
  readonly relatedTo?: readonly FieldPointer[]
  readonly message: string
}

type DeepPartial<T> = T extends readonly (infer Item)[]
  ? readonly (Item | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
    : T

/** A document without its invalid values, as input of the rules. */
export interface RuleContext {
  readonly request: DeepPartial<TrainingRequest>
  /** Whether neither the field nor a parent is invalid. If true and the field is not in `request`, it is really absent. */
  readonly isReliable: (pointer: FieldPointer) => boolean
  /** The value as written, for use in a sentence. */
  readonly describeValue: (pointer: FieldPointer) => string
}

export type Rule = (context: RuleContext, options: ValidationOptions) => readonly FieldDiagnostic[]
