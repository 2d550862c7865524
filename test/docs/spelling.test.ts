import { describe, expect, it } from '@jest/globals'
import { filesOf, pages } from '../metadata/texts.ts'
import { misspelt, misspeltOnPage } from './spelling.ts'

describe('terms of the field', () => {
  it('are written in one way on all pages', () => {
    expect(pages().flatMap(misspeltOnPage)).toEqual([])
  })

  it('are so in action.yml, in the sources, and in what people write specs and issues with', () => {
    const texts = filesOf(
      'action.yml',
      'src/**/*.ts',
      'openapi/*.yml',
      'schema/*.json',
      '.github/**/*.yml',
      'examples/**/*.*',
    )
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.flatMap(misspelt)).toEqual([])
  })

  it.each([
    ['On Github', 'page:1: Github (GitHub)'],
    ['a\nfine tuning', 'page:2: fine tuning (fine-tuning)'],
    ['hyper-parameters', 'page:1: hyper-parameters (hyperparameter)'],
    ['a work flow', 'page:1: work flow (workflow)'],
    ['two data sets', 'page:1: data sets (dataset)'],
    ['in Javascript', 'page:1: Javascript (JavaScript, TypeScript)'],
    ['it was canceled', 'page:1: canceled (cancelled, cancelling)'],
  ])('are found wrong anywhere: %j', (text, fault) => {
    expect(misspelt({ title: 'page', text })).toEqual([fault])
    expect(misspeltOnPage({ title: 'page', text })).toEqual([fault])
  })

  it.each([
    ['the github API', 'page:1: github (GitHub)'],
    ['`json` as json', 'page:1: json (YAML, JSON, API, URL, HTTP, SHA)'],
    ['```\napi\n```\n\nan api', 'page:5: api (YAML, JSON, API, URL, HTTP, SHA)'],
    ['Finetuning', 'page:1: Finetuning (fine-tuning)'],
    ['a pull-request', 'page:1: pull-request (pull request)'],
  ])('are found wrong in a sentence: %j', (text, fault) => {
    expect(misspelt({ title: 'page', text })).toEqual([])
    expect(misspeltOnPage({ title: 'page', text })).toEqual([fault])
  })

  it.each([
    'supervised_fine_tuning, dataset_ids, CANCELED',
    '`github.token`, `` `json` ``, <img alt="api">, [a](docs/pull-requests.md), https://github.com/a',
    '```yaml\npull-requests: write\n```',
    '[pull-requests.md](docs/pull-requests.md)',
  ])('are not found in %j', (text) => {
    expect(misspeltOnPage({ title: 'page', text })).toEqual([])
  })
})
