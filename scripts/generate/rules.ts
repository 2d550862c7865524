/** Job types that can begin without a base model; the contract says it in prose only. */
export const startsFromNothing: readonly string[] = ['pre_training']

/** The architecture that has no experts, and the fields that therefore may not stand beside it. */
export const withoutExperts = { architecture: 'dense', fields: ['num_experts', 'active_experts'] } as const

/** What holds for a field of the spec file beyond what the contract says of the request. */
export const specFile: Readonly<Record<string, { readonly default: boolean; readonly note: string }>> = {
  auto_start: {
    default: true,
    note: 'Left out of the spec file, it is sent as true; false needs the input wait: false.',
  },
}
