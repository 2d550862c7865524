/** Text that a template engine or a person should have replaced. Nothing replaces it in a spec. */
const TEMPLATE = /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^%\w+%$|^@\w+@$|^__\w+__$|^<[^<>]*>$|^\.{3}$|^…$/
const REMINDER =
  /^(?:to-?do|fix-?me|tbd|x{3,}|\?+|change-?me|replace-?me|placeholder|your[-_ ](?:base[-_ ])?model(?:[-_ ](?:name|id|here))?|n\/a|none|null)$/i

/** The patterns take quadratic time. */
const MAX_LENGTH = 200

/** Whether a text looks like the variable of a template, such as `${MODEL}` or `<model>`. */
export function isTemplate(text: string): boolean {
  return text.length <= MAX_LENGTH && TEMPLATE.test(text.trim())
}

/** Whether a text was probably meant to be replaced, such as `TODO` or `${MODEL}`. */
export function isPlaceholder(text: string): boolean {
  return isTemplate(text) || (text.length <= MAX_LENGTH && REMINDER.test(text.trim()))
}
