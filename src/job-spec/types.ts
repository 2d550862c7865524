import type { components } from '../contract/types.gen.ts'
import type { SpecDocument } from './document.ts'

/** The body of `createTrainingJob` as sent: `auto_start` is always explicit. */
export type TrainingRequest = components['schemas']['CreateTrainingJobRequest'] & {
  readonly auto_start: boolean
}

/** A position in a file; lines and columns count from 1. */
export interface SourceLocation {
  readonly input?: undefined
  /** Path in its repository, with forward slashes. */
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** Identifies one document of a spec file. */
export interface SpecName {
  /** Path in its repository, with forward slashes. */
  readonly file: string
  /** The file, followed by `#2` for the second of several documents. Each document of a step has another. */
  readonly label: string
}

/** A line of the `set` input. */
export interface InputLocation {
  readonly input: 'set'
  /** Counts from 1. */
  readonly line: number
  /** The specs in which this line causes the problem. */
  readonly specs: readonly SpecName[]
}

/** A problem in a spec. An error prevents the submission, a warning does not. */
export interface Diagnostic {
  readonly level: 'error' | 'warning'
  readonly location: SourceLocation | InputLocation
  /** Dotted path of the affected field, such as `hyperparameters.learning_rate`. */
  readonly field?: string
  /** One line: what is wrong and how to fix it. */
  readonly message: string
}

/** One valid document of a spec file, from which a job is submitted. */
export interface Spec extends SpecName {
  readonly request: TrainingRequest
  /** Identifies `request`, see `digestRequest`. */
  readonly digest: string
  /** Values from the `set` input; undefined if there are none. */
  readonly overrides?: readonly AppliedOverride[]
  /** Path relative to the workspace, if its repository is in a folder of it. */
  readonly workspacePath?: string
}

/** A field whose value comes from the `set` input. */
export interface AppliedOverride {
  readonly path: readonly string[]
  readonly value: unknown
}

/** The specs of all given paths. If any diagnostic is an error, nothing may be submitted. */
export interface LoadedSpecs {
  readonly specs: readonly Spec[]
  readonly diagnostics: readonly Diagnostic[]
  readonly positions: SpecPositions
}

/** Where the values of each spec stand, by label and JSON pointer. */
export type SpecPositions = ReadonlyMap<string, SpecDocument['nodes']>

/** Settings that affect validation beyond the API schema. */
export interface ValidationOptions {
  /** Report fields that the API schema does not define as warnings and send them, instead of rejecting them. */
  readonly allowUnknownFields: boolean
  /** The step waits for the job, so `auto_start: false` is an error. */
  readonly waitsForJob: boolean
  /** Train a request as often as the step asks for it. Default: the same request twice is an error. */
  readonly allowsDuplicates?: boolean
}

/** Longest spec file. */
export const MAX_FILE_BYTES = 1024 * 1024

/** The result of reading one path. */
export type FileReadResult =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  /** A device, socket or pipe. */
  | { readonly kind: 'special' }
  /** The path or a symbolic link in it leads out of the workspace. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly message: string }

/** Read access to the workspace. Paths are relative to it, with forward slashes. */
export interface WorkspaceFiles {
  /** Absolute path of the workspace, for messages. */
  readonly root: string
  /**
   * Files (not folders) that match a glob, in no particular order; undefined if that takes too much time or memory. Omits
   * links that lead out of the workspace.
   */
  glob(pattern: string): Promise<readonly string[] | undefined>
  /** Reads a file of at most `maxBytes`. Never throws because of the path. */
  read(path: string, maxBytes: number): Promise<FileReadResult>
  /**
   * What all names of a file (links, hard links, another case) have in common, and no other file has. Undefined if that
   * cannot be known. Never throws because of the path.
   */
  identify(path: string): Promise<string | undefined>
}
