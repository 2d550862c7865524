const PINNED = /(\buses: *)([\w.-]+\/[\w./-]+)@([0-9a-f]{40} +# v[\d.]+)/g

/** The commit of each action in these workflows, with its version: `actions/checkout` → `SHA # v7.0.1`. */
export function pinsOf(workflows: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    workflows.flatMap((text) =>
      [...text.matchAll(PINNED)].map(([, , action = '', pin = '']) => [action, pin] as const),
    ),
  )
}

/** The same text, in which every action that has a pin has this one. */
export function withPins(text: string, pins: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    PINNED,
    (whole, uses: string, action: string) =>
      `${uses}${action}@${pins.get(action) ?? whole.slice(uses.length + action.length + 1)}`,
  )
}
