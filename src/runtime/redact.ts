/** Replaces secrets in a text. */
export type Redact = (text: string) => string

/** Shorter secrets are refused as inputs, and replacing them would garble the text: a status, for example. */
const MIN_SECRET_LENGTH = 16

/** Encodings in which a server may return a secret: plain, base64, URL and JSON. */
export function secretVariants(secret: string): readonly string[] {
  if (secret.length < MIN_SECRET_LENGTH) return []
  const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) =>
    Buffer.from(text).toString('base64'),
  )
  const variants = [
    secret,
    ...base64.map((text) => text.replace(/=+$/, '')),
    ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  ]
  return [...new Set(variants)]
}

/** Replaces every encoding of every secret by `***`. */
export function createRedactor(secrets: readonly string[]): Redact {
  // Longest first, because one variant may start with another.
  const variants = secrets.flatMap(secretVariants).sort((a, b) => b.length - a.length)
  return (text) => variants.reduce((redacted, variant) => redacted.replaceAll(variant, '***'), text)
}

/** A redactor that learns its secrets one by one. */
export function createGrowingRedactor(): {
  readonly redact: Redact
  readonly addSecret: (secret: string) => void
} {
  const secrets: string[] = []
  let redactAll = createRedactor(secrets)
  return {
    redact: (text) => redactAll(text),
    addSecret(secret) {
      secrets.push(secret)
      redactAll = createRedactor(secrets)
    },
  }
}
