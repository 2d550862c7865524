import { assertShape, createShapeCompiler } from './assert-shape.ts'

const PACKAGE_SHAPE = {
  type: 'object',
  required: ['version'],
  properties: { version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' } },
}

/**
 * Generates the module with the version of this action.
 *
 * @throws Error if package.json has no version.
 */
export function versionModule(packageJson: string, header: string): string {
  const validate = createShapeCompiler().compile<{ version: string }>(PACKAGE_SHAPE)
  const { version } = assertShape(JSON.parse(packageJson), validate, 'package.json')
  return `${header}
/** Version of this action, as in package.json. */
export const VERSION = '${version}'
`
}
