// Jest globalTeardown: stops the validators and prints how much they have validated.
export default function tearDown() {
  const { validators } = globalThis
  console.log(
    `Prism validated ${validators.validatedCount('forge')} exchanges against openapi/forge.yml and ${validators.validatedCount('github')} against GitHub's API description.`,
  )
  validators.stop()
}
