/** Takes secrets out of a text. */
export type Redact = (text: string) => string

/** Shorter secrets than this are no keys, and replacing them would garble everything. */
const MIN_LENGTH = 6

/** The forms in which a secret may come back from a server: as it is, in base64, in a URL, in JSON. */
export function formsOf(secret: string): readonly string[] {
  if (secret.length < MIN_LENGTH) return []
  const base64 = [secret, `:${secret}`, `Bearer ${secret}`].map((text) =>
    Buffer.from(text).toString('base64'),
  )
  const forms = [
    secret,
    ...base64.map((text) => text.replace(/=+$/, '')),
    ...base64.map((text) => text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  ]
  return [...new Set(forms)]
}

/** Replaces every form of every secret by `***`. */
export function redactor(secrets: readonly string[]): Redact {
  // The longest first: one may begin with another.
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length)
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text)
}
