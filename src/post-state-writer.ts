import type { ActionsRunner } from './runtime/runner.ts'
import { encodePostState } from './state/post-state-codec.ts'
import { POST_STATE, type PostState } from './state/post-state.ts'

/** Saves what the post step must know. Replaces what was saved before. */
export type PostStateWriter = (postState: Omit<PostState, keyof Choices>) => void

/** What the inputs say; those of the post step are evaluated again. */
type Choices = Pick<PostState, 'onCancel' | 'leavesOnSuperseded'>

export function postStateWriter(choices: Choices, runner: ActionsRunner): PostStateWriter {
  return (postState) =>
    runner.saveState(POST_STATE, encodePostState({ ...choices, ...postState }, runner.redact))
}
