const PINNED = /(\buses: *)([\w.-]+\/[\w./-]+)@([0-9a-f]{40} +# v[\d.]+)/g

/** Returns the pin of each action in these workflows, such as `actions/checkout` → `SHA # v7.0.1`. */
export function collectPins(workflows: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    workflows.flatMap((text) =>
      [...text.matchAll(PINNED)].map(([, , action = '', pin = '']) => [action, pin] as const),
    ),
  )
}

/** Replaces the pin of every action that has one in `pins`. */
export function applyPins(text: string, pins: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    PINNED,
    (match, uses: string, action: string) =>
      `${uses}${action}@${pins.get(action) ?? match.slice(uses.length + action.length + 1)}`,
  )
}
