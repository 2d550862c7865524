import openapiTS, { astToString } from 'openapi-typescript'

/** The module with the types of the service's requests and answers. */
export async function wireModule(contractText: string, header: string): Promise<string> {
  // Without defaultNonNullable: false a field with a default counts as present, and auto_start need not be.
  const types = await openapiTS(contractText, { defaultNonNullable: false })
  return `${header}\n${astToString(types)}`
}
