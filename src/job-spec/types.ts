import type { components } from '../contract/types.gen.ts'

/** The body of `createTrainingJob` as it is sent: `auto_start` is always explicit. */
export type TrainingRequest = components['schemas']['CreateTrainingJobRequest'] & {
  readonly auto_start: boolean
}

/** A place in a file of the workspace; lines and columns count from 1. */
export interface Place {
  /** Path from the workspace, with forward slashes. */
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** What a document of a file is called. */
export interface SpecName {
  /** Path from the workspace, with forward slashes. */
  readonly file: string
  /** How people see it: the file, followed by `#2` for the second of several documents. */
  readonly label: string
}

/** A line of an input that changes specs. */
export interface InputLine {
  readonly input: 'set'
  /** Counts from 1. */
  readonly line: number
  /** The specs that are not as they should be because of it. */
  readonly specs: readonly SpecName[]
}

/** Something about a spec that a person should know. An error keeps the job from being submitted, advice does not. */
export interface Problem {
  readonly level: 'error' | 'advice'
  readonly place: Place | InputLine
  /** Dotted path of the field it is about, such as `hyperparameters.learning_rate`. */
  readonly field?: string
  /** One line: what is wrong, and what would be right. */
  readonly message: string
}

/** One valid document of one file: what a job is made from. */
export interface Spec extends SpecName {
  readonly request: TrainingRequest
  /** SHA-256 (hex) over the canonical JSON of `request`: order, comments and number formats do not matter. */
  readonly digest: string
  /** What the input `set` has put in; absent where that is nothing. */
  readonly overrides?: readonly SetField[]
}

/** A field that the input `set` gives a value. */
export interface SetField {
  readonly path: readonly string[]
  readonly value: unknown
}

/** All that the given paths hold. Nothing may be submitted while one of the problems is an error. */
export interface LoadedSpecs {
  readonly specs: readonly Spec[]
  readonly problems: readonly Problem[]
}

/** Rules of this action, beyond the contract, that decide whether a document is acceptable. */
export interface SpecRules {
  /** Send fields that the contract does not name (they become advice instead of errors). */
  readonly allowUnknownFields: boolean
  /** The step waits for the job, so a job that never starts is an error. */
  readonly waits: boolean
}

/** What reading one path came to. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  /** A device, socket or pipe. */
  | { readonly kind: 'special' }
  /** The path, or what a link in it points to, is not inside the workspace. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** The files of the workspace, as this room needs them. Paths are relative to the workspace, with forward slashes. */
export interface WorkspaceFiles {
  /** The folder that all paths start from, for messages. */
  readonly root: string
  /** Files (not folders) that match a glob, links out of the workspace left out, in no particular order. */
  glob(pattern: string): Promise<readonly string[]>
  /** Reads a file of at most `maxBytes`; never throws for what a path can be. */
  read(path: string, maxBytes: number): Promise<FileAnswer>
}
