import { win32 } from 'node:path'
import { beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { isInside as IsInside } from '../../src/runtime/files.ts'

let isInside: typeof IsInside

beforeAll(async () => {
  jest.unstable_mockModule('node:path', () => ({ ...win32, default: win32 }))
  ;({ isInside } = await import('../../src/runtime/files.ts'))
})

describe('isInside on Windows', () => {
  const root = String.raw`D:\a\models\models`

  it.each([
    root,
    String.raw`D:\a\models\models\training\a.yml`,
    String.raw`d:\A\Models\models\training\a.yml`,
    'D:/a/models/models/training/a.yml',
    String.raw`D:\a\models\models\..notes\a.yml`,
  ])('accepts %s', (path) => {
    expect(isInside(root, path)).toBe(true)
  })

  it.each([
    String.raw`D:\a\models`,
    String.raw`D:\a\models\models-2\a.yml`,
    String.raw`D:\a\models\models\..\secret.yml`,
    String.raw`C:\a\models\models\a.yml`,
    String.raw`\\server\share\a.yml`,
  ])('rejects %s', (path) => {
    expect(isInside(root, path)).toBe(false)
  })
})
