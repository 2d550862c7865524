// Jest globalSetup: starts the validators for the bundle tests, which find them through an environment variable.
import { VALIDATORS_URL } from './client.ts'
import { ValidatorServer } from './server.ts'

export default async function setUp() {
  const validators = await ValidatorServer.start()
  process.env[VALIDATORS_URL] = validators.url
  globalThis.validators = validators
}
