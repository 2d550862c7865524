/** The address of a file in `schema/`. It never changes: the tag `v1` moves with each release. */
export function schemaAddress(file: string): string {
  return `https://raw.githubusercontent.com/mistral-forge-actions/forge-training-job/v1/schema/${file}`
}
