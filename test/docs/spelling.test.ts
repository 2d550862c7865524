import { describe, expect, it } from '@jest/globals'
import { readFiles, readPages } from '../metadata/text-files.ts'
import { findMisspellings, findMisspellingsOnPage } from './spelling.ts'

describe('technical terms', () => {
  it('are spelled consistently on all pages', () => {
    expect(readPages().flatMap(findMisspellingsOnPage)).toEqual([])
  })

  it('are spelled consistently in action.yml, sources, schemas, issue forms and examples', () => {
    const texts = readFiles(
      'action.yml',
      '{validate,sync}/action.yml',
      'src/**/*.ts',
      'openapi/*.yml',
      'schema/*.json',
      '.github/**/*.yml',
      'examples/**/*.*',
    )
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.flatMap(findMisspellings)).toEqual([])
  })

  it.each([
    ['On Github', 'page:1: Github (GitHub)'],
    ['a\nfine tuning', 'page:2: fine tuning (fine-tuning)'],
    ['hyper-parameters', 'page:1: hyper-parameters (hyperparameter)'],
    ['a work flow', 'page:1: work flow (workflow)'],
    ['two data sets', 'page:1: data sets (dataset)'],
    ['in Javascript', 'page:1: Javascript (JavaScript, TypeScript)'],
    ['it was canceled', 'page:1: canceled (cancelled, cancelling)'],
  ])('are reported if misspelled anywhere: %j', (text, message) => {
    expect(findMisspellings({ title: 'page', text })).toEqual([message])
    expect(findMisspellingsOnPage({ title: 'page', text })).toEqual([message])
  })

  it.each([
    ['the github API', 'page:1: github (GitHub)'],
    ['`json` as json', 'page:1: json (YAML, JSON, API, URL, HTTP, SHA)'],
    ['```\napi\n```\n\nan api', 'page:5: api (YAML, JSON, API, URL, HTTP, SHA)'],
    ['Finetuning', 'page:1: Finetuning (fine-tuning)'],
    ['a pull-request', 'page:1: pull-request (pull request)'],
  ])('are reported if misspelled in prose: %j', (text, message) => {
    expect(findMisspellings({ title: 'page', text })).toEqual([])
    expect(findMisspellingsOnPage({ title: 'page', text })).toEqual([message])
  })

  it.each([
    'supervised_fine_tuning, dataset_ids, CANCELED',
    '`github.token`, `` `json` ``, <img alt="api">, [a](docs/pull-requests.md), https://github.com/a',
    '```yaml\npull-requests: write\n```',
    '[pull-requests.md](docs/pull-requests.md)',
  ])('are not reported in %j', (text) => {
    expect(findMisspellingsOnPage({ title: 'page', text })).toEqual([])
  })
})
