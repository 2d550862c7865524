import { describe, expect, it } from '@jest/globals'
import { readProxySettings } from '../../src/network/proxy-settings.ts'

const SERVICE = new URL('https://api.mistral.ai/v1')

function findProxy(env: NodeJS.ProcessEnv, url = SERVICE) {
  const settings = readProxySettings(env)
  if (!settings.ok) throw new Error(settings.errors.join('\n'))
  const proxy = settings.findProxy(url)
  return proxy && { ...proxy, url: proxy.url.href }
}

describe('the variable of a proxy', () => {
  it.each<[string, string, string | undefined]>([
    ['http://proxy.example:3128', 'http://proxy.example:3128/', undefined],
    [' HTTP://proxy.example:3128/ ', 'http://proxy.example:3128/', undefined],
    ['https://proxy.example', 'https://proxy.example/', undefined],
    ['proxy.example:3128', 'http://proxy.example:3128/', undefined],
    ['proxy.example', 'http://proxy.example/', undefined],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/', undefined],
    ['[fd00::1]:3128', 'http://[fd00::1]:3128/', undefined],
    ['anna:pw@proxy.example:3128', 'http://proxy.example:3128/', 'anna:pw'],
    ['http://anna:p%40ss%20word@proxy.example:3128', 'http://proxy.example:3128/', 'anna:p@ss word'],
    ['http://anna:p@ss@proxy.example:3128', 'http://proxy.example:3128/', 'anna:p@ss'],
    ['http://anna@proxy.example:3128', 'http://proxy.example:3128/', 'anna:'],
    ['http://anna:gr%C3%BCn@proxy.example:3128', 'http://proxy.example:3128/', 'anna:grün'],
  ])('may be %j', (value, url, login) => {
    expect(findProxy({ https_proxy: value })).toEqual({ url, login, variable: 'https_proxy' })
  })

  it.each([
    'http://anna:S3CRET%@proxy.example:3128',
    'http://anna:S3CRET%zz@proxy.example:3128',
    'anna:S3CRET%@proxy.example:3128',
    'http://anna:%ffS3CRET@proxy.example:3128',
    'http://anna:S3CRET#1@proxy.example:3128',
    'http://anna:1#S3CRET@proxy.example:3128',
    'http://anna:S3CRET/1@proxy.example:3128',
    'http://anna:1/S3CRET@proxy.example:3128',
    'anna:1/S3CRET@proxy.example:3128',
    'http://anna:1?S3CRET@proxy.example:3128',
    'http://anna:1\\S3CRET@proxy.example:3128',
    'http://anna:S3C\nRET@proxy.example:3128',
    'http://proxy.example:S3CRET',
    'http://proxy.example:3128/S3CRET',
    'http://',
  ])('must not be %j, and is not repeated', (value) => {
    const settings = readProxySettings({ https_proxy: value })
    expect(settings).toEqual({
      ok: false,
      errors: [expect.stringMatching(/^The variable `https_proxy` cannot be read .* write % as %25, /)],
    })
    expect(JSON.stringify(settings)).not.toMatch(/S3C|RET|anna/)
  })

  it.each(['socks5://proxy.example:1080', 'SOCKS5H://anna:S3CRET@proxy.example:1080', 'ftp://proxy.example'])(
    'must not name another kind of proxy: %j',
    (value) => {
      const settings = readProxySettings({ HTTP_PROXY: value })
      expect(settings).toEqual({
        ok: false,
        errors: [
          expect.stringMatching(
            /^The variable `HTTP_PROXY` names a proxy of the kind (socks5h?|ftp), but only/,
          ),
        ],
      })
      expect(JSON.stringify(settings)).not.toContain('S3CRET')
    },
  )

  it('is the one in lower case if both are set', () => {
    const env = { https_proxy: 'lower:1', HTTPS_PROXY: 'socks5://upper', NO_PROXY: '' }
    expect(findProxy(env)?.url).toBe('http://lower:1/')
    expect(findProxy({ ...env, https_proxy: '', HTTPS_PROXY: 'upper:1' })).toMatchObject({
      url: 'http://upper:1/',
      variable: 'HTTPS_PROXY',
    })
  })

  it('is that of the protocol of the request', () => {
    const env = { https_proxy: 'a:1', http_proxy: 'b:2' }
    expect(findProxy(env)?.url).toBe('http://a:1/')
    expect(findProxy(env, new URL('http://ghes.example'))?.url).toBe('http://b:2/')
    expect(findProxy({ http_proxy: 'b:2' })).toBeUndefined()
    expect(findProxy({})).toBeUndefined()
  })

  it.each(['http://localhost:1', 'http://127.0.0.1', 'http://127.1.2.3:8080', 'http://[::1]:4450'])(
    'does not apply to this machine: %s',
    (url) => {
      expect(findProxy({ http_proxy: 'b:2' }, new URL(url))).toBeUndefined()
    },
  )

  it('reports all unreadable variables at once', () => {
    const env = { https_proxy: 'socks5://a', http_proxy: 'http://a/b', no_proxy: '10.0.0.0/33' }
    expect(readProxySettings(env)).toEqual({
      ok: false,
      errors: [/`https_proxy`/, /`http_proxy`/, /`no_proxy` has an entry/].map(
        (each) => expect.stringMatching(each) as unknown,
      ),
    })
  })
})

describe('no_proxy', () => {
  const bypasses = (no_proxy: string, host: string) =>
    findProxy({ https_proxy: 'proxy:1', no_proxy }, new URL(`https://${host}`)) === undefined

  it.each<[noProxy: string, direct: readonly string[], proxied: readonly string[]]>([
    ['', [], ['a.example']],
    ['*', ['a.example', '10.0.0.1', '[fd00::1]'], []],
    ['a.example', ['a.example', 'A.EXAMPLE', 'b.a.example', 'a.example.'], ['xa.example', 'a.example.org']],
    ['a.example.', ['a.example'], []],
    ['.a.example', ['b.a.example', 'c.b.a.example'], ['a.example', 'xa.example']],
    ['*.a.example', ['b.a.example', 'c.b.a.example'], ['a.example', 'xa.example']],
    ['10.*', ['10.1.2.3'], ['110.1.2.3', '11.1.2.3']],
    ['x,a.example', ['a.example'], ['b.example']],
    ['x, a.example', ['a.example'], []],
    ['x a.example', ['a.example'], []],
    ['x\ta.example\n', ['a.example'], []],
    ['x;a.example', ['a.example'], []],
    [' , ;x,;,a.example', ['a.example'], ['b.example']],
    ['a.example:8443', ['a.example:8443', 'b.a.example:8443'], ['a.example', 'a.example:9']],
    ['a.example:443', ['a.example'], ['a.example:8443']],
    ['10.0.0.1', ['10.0.0.1'], ['10.0.0.2', '10.0.0.11']],
    ['10.0.0.1:8443', ['10.0.0.1:8443'], ['10.0.0.1']],
    ['10.0.0.0/8', ['10.255.0.1'], ['11.0.0.1', 'ten.example']],
    ['192.168.4.0/22', ['192.168.7.255'], ['192.168.8.0']],
    ['0.0.0.0/0', ['8.8.8.8'], ['a.example', '[fd00::1]']],
    ['fd00::1', ['[fd00::1]', '[fd00:0:0:0::1]', '[fd00::1]:8443'], ['[fd00::2]']],
    ['[fd00::1]', ['[fd00::1]'], ['[fd00::2]']],
    ['[fd00::1]:8443', ['[fd00::1]:8443'], ['[fd00::1]']],
    ['fd00::/8', ['[fd12::1]'], ['[fe80::1]', '10.0.0.1']],
    ['a(b', [], ['a.example']],
  ])('%j', (noProxy, direct, proxied) => {
    expect(direct.filter((host) => !bypasses(noProxy, host))).toEqual([])
    expect(proxied.filter((host) => bypasses(noProxy, host))).toEqual([])
  })

  it.each([
    'https://a.example',
    'a.example/',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0/8',
    'fd00::/129',
    '10.0.0.0/8/8',
  ])('must not contain %j', (entry) => {
    expect(readProxySettings({ NO_PROXY: `a.example,${entry}` })).toEqual({
      ok: false,
      errors: [expect.stringMatching(/^The variable `NO_PROXY` has an entry that cannot be read\./)],
    })
  })
})
