export default function tearDown() {
  const { judges } = globalThis
  console.log(
    `Prism compared ${judges.count('forge')} exchanges with openapi/forge.yml, and ${judges.count('github')} with the description of GitHub.`,
  )
  judges.stop()
}
