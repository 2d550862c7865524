import { describe, expect, it } from '@jest/globals'
import { releaseNotes, sectionOf } from '../../scripts/release/changelog.ts'

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

describe('the section of a version', () => {
  it('is what stands between its heading and the next', () => {
    expect(sectionOf(CHANGELOG, '1.10.0')).toEqual({
      date: '2026-12-01',
      text: '### Added\n\n- one, see [docs](docs/spec.md#fields)',
    })
  })

  it('ends with the file, for the oldest', () => {
    expect(sectionOf(CHANGELOG, '1.1.0')?.text).toBe('- older')
  })

  it.each(['1.1', '1.10', '2.0.0', 'Unreleased', ''])('is not there for %j', (version) => {
    expect(sectionOf(CHANGELOG, version)).toBeUndefined()
  })

  it('needs a date', () => {
    expect(sectionOf('## 1.0.0\n\ntext', '1.0.0')).toBeUndefined()
  })
})

describe('the notes of a release', () => {
  const place = {
    url: 'https://github.test/forge/action',
    repository: 'forge/action',
    tag: 'v1.2.3',
    commit: 'a'.repeat(40),
  }
  const notes = (text: string) => releaseNotes({ date: '2026-12-01', text }, place)

  it('say how to pin the commit', () => {
    expect(notes('x')).toContain(`\n- uses: forge/action@${'a'.repeat(40)} # v1.2.3\n`)
  })

  it.each([
    ['[a](docs/a.md#b)', '[a](https://github.test/forge/action/blob/v1.2.3/docs/a.md#b)'],
    ['[a](#unreleased)', '[a](https://github.test/forge/action/blob/v1.2.3/CHANGELOG.md#unreleased)'],
    ['[a](https://semver.org/)', '[a](https://semver.org/)'],
    ['[a](mailto:a@example.org)', '[a](mailto:a@example.org)'],
  ])('have for %s the link %s', (text, link) => {
    expect(notes(text).split('\n')[0]).toBe(link)
  })
})
