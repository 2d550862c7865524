import openapiTS, { astToString } from 'openapi-typescript'

/** Generates the module with the types of requests and responses. */
export async function typesModule(contractText: string, header: string): Promise<string> {
  // By default, openapi-typescript treats fields with a default as required. auto_start is optional in a request.
  const types = await openapiTS(contractText, { defaultNonNullable: false })
  return `${header}\n${astToString(types)}`
}
