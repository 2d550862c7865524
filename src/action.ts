// The entry of the bundle. dist/main/index.js calls `startMain`, dist/post/index.js `startPost` and dist/terminal/index.js
// `startTerminal`, so that the code which they share is in dist/ once.

// Hide dependency deprecation warnings; users cannot act on them.
process.noDeprecation = true
// An early exit, for any reason, must fail the step.
process.exitCode = 1

export async function startMain(): Promise<void> {
  const { main } = await import('./main.ts')
  return main()
}

export async function startPost(): Promise<void> {
  const { post } = await import('./post.ts')
  return post()
}

export async function startTerminal(): Promise<void> {
  const { openTerminal } = await import('./main.ts')
  return openTerminal()
}
