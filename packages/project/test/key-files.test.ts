import { openSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { encryptKeystoreJson } from 'ethers'
import type { Connection } from '../src/connection.js'
import type { LoadProjectOptions } from '../src/project.js'
import { failure } from './support/expect-code.js'
import { withProject } from './support/project-dir.js'

// This file runs in build/test.
const fixtures = fileURLToPath(new URL('../../test/fixtures/key-files', import.meta.url))
const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const password = 'päss wörd'

interface Setup {
  /** Of the config. */
  readonly account: string
  readonly files?: Readonly<Record<string, string>>
  readonly options?: Pick<LoadProjectOptions, 'askKeyPassword' | 'passwordFd'>
  readonly env?: NodeJS.ProcessEnv
}

describe('key files', function () {
  this.timeout(20_000)

  let chain: Devchain
  let url: string
  before(async () => {
    chain = await createDevchain()
    url = (await chain.listen({ port: 0 })).url
  })
  after(() => chain.close())

  function connected<T>(
    { account, files = {}, options, env }: Setup,
    action: (connection: Connection, root: string) => Promise<T>,
  ): Promise<T> {
    return withProject(
      `{ networks: { n: { url: '${url}', accounts: [${account}] } } }`,
      async (project) => {
        await cp(fixtures, join(project.root, 'keys'), { recursive: true })
        for (const [name, text] of Object.entries(files)) {
          await writeFile(join(project.root, name), text)
        }
        const connection = await project.connect('n')
        try {
          return await action(connection, project.root)
        } finally {
          await connection.close()
        }
      },
      env,
      options,
    )
  }

  const sending = async (connection: Connection): Promise<void> => {
    await connection.deploy('Child', [owner])
    expect(await connection.accounts()).to.deep.equal([owner])
  }

  for (const file of [
    'cast',
    'ethereumjs-scrypt.json',
    'ethereumjs-pbkdf2.json',
    'web3-pbkdf2.json',
  ]) {
    it(`signs with keys/${file}`, () =>
      connected({ account: `{ keystore: 'keys/${file}', password: '${password}' }` }, sending))
  }

  it('signs with a file of ethers', async () => {
    const account = { address: owner, privateKey: key }
    const json = await encryptKeystoreJson(account, password, { scrypt: { N: 1024 } })
    const files = { 'key.json': json }
    await connected(
      { account: `{ keystore: 'key.json', password: '${password}' }`, files },
      sending,
    )
  })

  const stated = `{ keystore: 'keys/ethereumjs-scrypt.json' }`

  it('asks for the password when it signs, and only once', async () => {
    const asked: string[] = []
    const askKeyPassword = async (path: string): Promise<string> => {
      asked.push(path)
      return password
    }
    await connected({ account: stated, options: { askKeyPassword } }, async (connection) => {
      expect(await connection.accounts()).to.deep.equal([owner])
      expect(asked).to.deep.equal([])
      await sending(connection)
      await sending(connection)
      expect(asked).to.have.length(1)
      expect(asked[0]).to.match(/keys\/ethereumjs-scrypt\.json$/)
    })
  })

  it('asks again after a wrong one', async () => {
    const answers = ['wrong', password]
    const askKeyPassword = async (): Promise<string | undefined> => answers.shift()
    await connected({ account: stated, options: { askKeyPassword } }, async (connection) => {
      await failure('KEY_FILE_PASSWORD_WRONG', () => sending(connection))
      await sending(connection)
    })
  })

  it('reads the password from a file descriptor, once for all files', async () => {
    await withPassword((passwordFd) =>
      connected(
        { account: `${stated}, { keystore: 'keys/cast' }`, options: { passwordFd } },
        sending,
      ),
    )
    await withPassword((fd) =>
      connected({ account: `{ keystore: 'keys/cast', passwordFd: ${fd} }` }, sending),
    )
  })

  it('opens the keystore of secrets with it, too', async () => {
    await withProject('{}', async (project) => {
      const reopened = await withPassword(async (passwordFd) => {
        const { loadProject } = await import('../src/project.js')
        const env = { SCAFFOLD_KEYSTORE: join(project.root, 'k.json') }
        return loadProject({ cwd: project.root, env, passwordFd })
      })
      await reopened.keystore.set('A', 'value')
      expect(await reopened.keystore.get('A')).to.equal('value')
    })
  })

  async function withPassword<T>(action: (descriptor: number) => Promise<T>): Promise<T> {
    const { withTempDir } = await import('./support/temp-dir.js')
    return withTempDir({ 'password.txt': `${password}\nmore` }, (directory) =>
      action(openSync(join(directory, 'password.txt'), 'r')),
    )
  }

  const wrong: readonly (readonly [string, string, Setup])[] = [
    ['no password', 'KEY_FILE_LOCKED', { account: stated }],
    [
      'a wrong password',
      'KEY_FILE_PASSWORD_WRONG',
      { account: `{ keystore: 'keys/ethereumjs-pbkdf2.json', password: 'Pa55' }` },
    ],
    ['no file', 'KEY_FILE_INVALID', { account: `{ keystore: 'keys/none' }` }],
    ['a folder', 'KEY_FILE_INVALID', { account: `{ keystore: 'keys' }` }],
    [
      'a file of another format',
      'KEY_FILE_INVALID',
      { account: `{ keystore: 'scaffold.config.mjs' }` },
    ],
    [
      'a file of an unknown cipher',
      'KEY_FILE_INVALID',
      {
        account: `{ keystore: 'k', password: 'x' }`,
        files: { k: '{"version":3,"address":"f39fd6e51aad88f6f4ce6ab8827279cfffb92266"}' },
      },
    ],
    [
      'a descriptor that is not open',
      'PASSWORD_FD_INVALID',
      { account: stated, options: { passwordFd: 999 } },
    ],
  ]
  for (const [what, code, setup] of wrong) {
    it(`refuses ${what}`, () => connected(setup, (it) => failure(code, () => sending(it))))
  }

  it('refuses a file that says it is of somebody else', async () => {
    const json = await readFile(join(fixtures, 'ethereumjs-scrypt.json'), 'utf8')
    const files = { k: json.replace('f39fd6e5', 'f39fd6e6') }
    const setup = { account: `{ keystore: 'k', password: '${password}' }`, files }
    await connected(setup, async (connection) => {
      const [first = ''] = await connection.accounts()
      const call = { from: first, to: owner, gas: '0x5208' }
      await failure('KEY_FILE_INVALID', () =>
        connection.provider.request({ method: 'eth_sendTransaction', params: [call] }),
      )
    })
  })
})
