// For Jest: starts the judges before the tests of the bundle, which find them by the environment, and says at the end how
// much they have compared.
import { JUDGES } from './client.ts'
import { JudgeServer } from './server.ts'

export default async function setUp() {
  const judges = await JudgeServer.start()
  process.env[JUDGES] = judges.url
  globalThis.judges = judges
}
