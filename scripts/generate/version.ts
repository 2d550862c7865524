import { checked, shapes } from './assert-shape.ts'

const packageShape = {
  type: 'object',
  required: ['version'],
  properties: { version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' } },
}

/**
 * The module that tells the version of this action.
 *
 * @throws Error when package.json has no version.
 */
export function versionModule(packageJson: string, header: string): string {
  const is = shapes().compile<{ version: string }>(packageShape)
  const { version } = checked(JSON.parse(packageJson), is, 'package.json')
  return `${header}
/** Version of this action, as in package.json. */
export const VERSION = '${version}'
`
}
