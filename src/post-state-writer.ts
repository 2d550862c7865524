import type { ActionsRunner } from './runtime/runner.ts'
import { encodePostState } from './state/post-state-codec.ts'
import { POST_STATE, type OnCancel, type PostState } from './state/post-state.ts'

/** Saves what the post step must know. Replaces what was saved before. */
export type PostStateWriter = (postState: Omit<PostState, 'onCancel'>) => void

export function postStateWriter(onCancel: OnCancel, runner: ActionsRunner): PostStateWriter {
  return (postState) =>
    runner.saveState(POST_STATE, encodePostState({ onCancel, ...postState }, runner.redact))
}
