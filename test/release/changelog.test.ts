import { describe, expect, it } from '@jest/globals'
import { releaseNotes, findSection } from '../../scripts/release/changelog.ts'

const CHANGELOG = `# Changelog

## Unreleased

### Added

- not yet

## 1.10.0 - 2026-12-01

### Added

- one, see [docs](docs/spec.md#fields)

## 1.1.0 - 2026-11-30

- older
`

describe('findSection', () => {
  it('returns the text up to the next version', () => {
    expect(findSection(CHANGELOG, '1.10.0')).toEqual({
      date: '2026-12-01',
      text: '### Added\n\n- one, see [docs](docs/spec.md#fields)',
    })
  })

  it('returns the text up to the end of the file for the oldest version', () => {
    expect(findSection(CHANGELOG, '1.1.0')?.text).toBe('- older')
  })

  it.each(['1.1', '1.10', '2.0.0', 'Unreleased', ''])('finds no section for %j', (version) => {
    expect(findSection(CHANGELOG, version)).toBeUndefined()
  })

  it('ignores a heading without a date', () => {
    expect(findSection('## 1.0.0\n\ntext', '1.0.0')).toBeUndefined()
  })
})

describe('releaseNotes', () => {
  const location = {
    url: 'https://github.test/forge/action',
    repository: 'forge/action',
    tag: 'v1.2.3',
    commit: 'a'.repeat(40),
  }
  const notes = (text: string) => releaseNotes({ date: '2026-12-01', text }, location)

  it('shows how to pin the commit', () => {
    expect(notes('x')).toContain(`\n- uses: forge/action@${'a'.repeat(40)} # v1.2.3\n`)
  })

  it.each([
    ['[a](docs/a.md#b)', '[a](https://github.test/forge/action/blob/v1.2.3/docs/a.md#b)'],
    ['[a](#unreleased)', '[a](https://github.test/forge/action/blob/v1.2.3/CHANGELOG.md#unreleased)'],
    ['[a](https://semver.org/)', '[a](https://semver.org/)'],
    ['[a](mailto:a@example.org)', '[a](mailto:a@example.org)'],
  ])('turns %s into %s', (text, link) => {
    expect(notes(text).split('\n')[0]).toBe(link)
  })
})
