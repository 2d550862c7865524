import { describe, expect, it } from '@jest/globals'
import { isNewer, findReleaseErrors, parseTag, type ReleaseCandidate } from '../../scripts/release/version.ts'

describe('a release tag', () => {
  it('is parsed into version and major tag', () => {
    expect(parseTag('v1.20.3')).toEqual({ version: '1.20.3', major: 'v1' })
    expect(parseTag('v0.1.0')).toEqual({ version: '0.1.0', major: 'v0' })
  })

  it.each(['1.2.3', 'v1', 'v1.2', 'v1.2.3-rc.1', 'v01.2.3', 'v1.2.3\n', 'xv1.2.3', ''])(
    'is not %j',
    (tag) => {
      expect(parseTag(tag)).toBeUndefined()
    },
  )

  it.each([
    ['v1.10.0', 'v1.9.9', true],
    ['v2.0.0', 'v1.99.99', true],
    ['v1.2.4', 'v1.2.3', true],
    ['v1.2.3', 'v1.2.3', false],
    ['v1.9.9', 'v1.10.0', false],
  ])('%s against %s: newer is %s', (one, other, newer) => {
    expect(isNewer(one, other)).toBe(newer)
  })
})

describe('findReleaseErrors', () => {
  const lock = (version: string, own = version) =>
    JSON.stringify({ version, packages: { '': { version: own } } })
  const fine: ReleaseCandidate = {
    tag: 'v1.2.3',
    changelog: '## Unreleased\n\n## 1.2.3 - 2026-12-01\n\n- text\n',
    packageJson: '{"version":"1.2.3"}',
    lockFile: lock('1.2.3'),
    isOnMain: true,
  }

  it('accepts a matching release', () => {
    expect(findReleaseErrors(fine)).toEqual([])
  })

  it.each<[Partial<ReleaseCandidate>, string]>([
    [{ tag: 'v1.2' }, 'the tag v1.2 does not have the form v1.2.3'],
    [{ packageJson: '{"version":"1.2.2"}' }, 'package.json has version 1.2.2, but the tag has 1.2.3'],
    [{ packageJson: '{}' }, 'package.json has version undefined, but the tag has 1.2.3'],
    [{ lockFile: lock('1.2.2', '1.2.3') }, 'package-lock.json has version 1.2.2, but the tag has 1.2.3'],
    [
      { lockFile: lock('1.2.3', '1.2.2') },
      'the root package of package-lock.json has version 1.2.2, but the tag has 1.2.3',
    ],
    [{ changelog: '## Unreleased\n' }, 'CHANGELOG.md has no heading "## 1.2.3 - YYYY-MM-DD"'],
    [
      { changelog: '## 1.2.3 - 2026-12-01\n\n## 1.2.2 - 2026-11-01\n' },
      'the section of 1.2.3 in CHANGELOG.md is empty',
    ],
    [{ isOnMain: false }, 'v1.2.3 is not on main'],
  ])('rejects %j', (change, message) => {
    expect(findReleaseErrors({ ...fine, ...change })).toEqual([message])
  })

  it('returns all errors at once', () => {
    expect(findReleaseErrors({ ...fine, packageJson: '{}', changelog: '', isOnMain: false })).toHaveLength(3)
  })
})
