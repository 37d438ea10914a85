import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { type KeystoreOptions, keystorePath, openKeystore } from '../src/keystore.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

const scryptCost = 1024

function options(path: string, password: string | undefined): KeystoreOptions {
  return { path, env: {}, scryptCost, askPassword: async () => password }
}

describe('openKeystore', () => {
  it('keeps secrets that another process reads with the password', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'deep', 'keystore.json')
      const keystore = openKeystore(options(path, 'pässword'))
      expect(await keystore.list()).to.deep.equal([])
      expect(await keystore.get('B')).to.equal(undefined)
      await keystore.set('B', 'value of b')
      await keystore.set('A', 'ünïcödé\n')
      // Composed in another way: the same password.
      const again = openKeystore(options(path, 'pa\u0308ssword'))
      expect(await again.list()).to.deep.equal(['A', 'B'])
      expect(await again.get('A')).to.equal('ünïcödé\n')
      expect(await again.get('B')).to.equal('value of b')
      await again.set('B', 'new')
      expect(await keystore.get('B')).to.equal('new')
      expect(await keystore.delete('B')).to.equal(true)
      expect(await keystore.delete('B')).to.equal(false)
      expect(await again.list()).to.deep.equal(['A'])
    })
  })

  it('writes neither values nor password, for its owner only', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      await openKeystore(options(path, 'pass-phrase')).set('KEY', 'very-secret-value')
      const text = await readFile(path, 'utf8')
      expect(text).to.include('KEY').and.not.include('very-secret').and.not.include('pass-phrase')
      expect((await stat(path)).mode & 0o777).to.equal(0o600)
    })
  })

  it('refuses a wrong password, for reading and for writing', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      await openKeystore(options(path, 'right')).set('KEY', 'v')
      const wrong = openKeystore(options(path, 'wrong'))
      await failure('KEYSTORE_PASSWORD_WRONG', () => wrong.get('KEY'))
      await failure('KEYSTORE_PASSWORD_WRONG', () => wrong.set('OTHER', 'v'))
      expect(await wrong.list()).to.deep.equal(['KEY'])
    })
  })

  it('asks once, and again after a wrong password', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      await openKeystore(options(path, 'right')).set('KEY', 'v')
      const answers = ['wrong', 'right', 'never']
      let asked = 0
      const keystore = openKeystore({
        ...options(path, ''),
        askPassword: async () => answers[asked++],
      })
      await failure('KEYSTORE_PASSWORD_WRONG', () => keystore.get('KEY'))
      expect(await keystore.get('KEY')).to.equal('v')
      expect(await keystore.get('KEY')).to.equal('v')
      expect(asked).to.equal(2)
    })
  })

  it('takes the password from the environment or a file descriptor', async () => {
    await withTempDir({ password: 'right\n' }, async (dir) => {
      const path = join(dir, 'k.json')
      await openKeystore(options(path, 'right')).set('KEY', 'v')
      const env = { SCAFFOLD_KEYSTORE_PASSWORD: 'right' }
      expect(await openKeystore({ path, env }).get('KEY')).to.equal('v')
      const { open } = await import('node:fs/promises')
      const file = await open(join(dir, 'password'))
      const fdEnv = { SCAFFOLD_KEYSTORE_PASSWORD_FD: String(file.fd) }
      expect(await openKeystore({ path, env: fdEnv }).get('KEY')).to.equal('v')
      await file.close()
    })
  })

  it('says what it needs when there is no password', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      const error = await failure('KEYSTORE_LOCKED', () =>
        openKeystore(options(path, undefined)).set('KEY', 'v'),
      )
      expect(error.hint).to.include('SCAFFOLD_KEYSTORE_PASSWORD')
    })
  })

  it('notices values that changed places or were damaged', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      const keystore = openKeystore(options(path, 'p'))
      await keystore.set('A', 'a')
      await keystore.set('B', 'b')
      const content = JSON.parse(await readFile(path, 'utf8'))
      content.secrets.A = content.secrets.B
      await writeFile(path, JSON.stringify(content))
      await failure('KEYSTORE_PASSWORD_WRONG', () => keystore.get('A'))
      await writeFile(path, '{"format":"scaffold-keystore-1"}')
      await failure('KEYSTORE_INVALID', () => keystore.list())
      await writeFile(path, 'garbage')
      await failure('KEYSTORE_INVALID', () => keystore.get('A'))
    })
  })

  it('refuses names that no environment variable can have', async () => {
    await withTempDir({}, async (dir) => {
      await failure('SECRET_NAME_INVALID', () =>
        openKeystore(options(join(dir, 'k'), 'p')).set('a-b', 'v'),
      )
    })
  })

  it('keeps all of what two processes set at once', async () => {
    await withTempDir({}, async (dir) => {
      const path = join(dir, 'k.json')
      await openKeystore(options(path, 'p')).set('FIRST', 'v')
      const names = ['A', 'B', 'C', 'D', 'E']
      await Promise.all(names.map((name) => openKeystore(options(path, 'p')).set(name, name)))
      expect(await openKeystore(options(path, 'p')).list()).to.deep.equal([...names, 'FIRST'])
    })
  })
})

describe('keystorePath', () => {
  it('follows SCAFFOLD_KEYSTORE, then the config folder of the system', () => {
    expect(keystorePath({ SCAFFOLD_KEYSTORE: '/x/k.json' })).to.equal('/x/k.json')
    if (process.platform !== 'win32') {
      expect(keystorePath({ XDG_CONFIG_HOME: '/c' })).to.equal('/c/scaffold/keystore.json')
      expect(keystorePath({})).to.match(/\.config\/scaffold\/keystore\.json$/)
    }
  })
})
