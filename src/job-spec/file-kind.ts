import { MAX_FILE_BYTES } from './types.ts'

/** What messages say about a kind of YAML file. */
export interface FileKind {
  readonly noun: 'spec' | 'policy'
  /** One sentence: what to add to an empty file. */
  readonly minimum: string
  /** One sentence: what the top level of the file is. */
  readonly topLevel: string
  /** One sentence: what to do instead of an expression or a template, which nothing replaces in the file. */
  readonly insteadOfTemplate: string
  /** Whether a file may have several documents. */
  readonly allowsSeveral: boolean
}

export const SPEC_FILE: FileKind = {
  noun: 'spec',
  minimum: 'Add at least job_type and model_config.',
  topLevel: 'A spec is a mapping that starts with job_type.',
  insteadOfTemplate: 'Write the value itself, or use the input "set".',
  allowsSeveral: true,
}

export function tooLargeMessage(bytes: number, { noun }: FileKind): string {
  return `The file has ${bytes} bytes, but a ${noun} can have at most ${MAX_FILE_BYTES}. Is it the right file?`
}
