/** Job types that need no base model. The contract states this only in a description. */
export const JOB_TYPES_WITHOUT_BASE_MODEL: readonly string[] = ['pre_training']

/** The architecture without experts, and the fields that it does not allow. */
export const DENSE_MODEL = { architecture: 'dense', fields: ['num_experts', 'active_experts'] } as const

/** Fields whose default in a spec file differs from the contract. */
export const SPEC_FILE_FIELDS: Readonly<
  Record<string, { readonly default: boolean; readonly note: string }>
> = {
  auto_start: {
    default: true,
    note: 'In a spec file the default is true. false requires wait: false.',
  },
}
