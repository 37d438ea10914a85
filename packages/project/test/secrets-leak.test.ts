import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { encryptKeystoreJson, Wallet } from 'ethers'
import type { Project } from '../src/project.js'
import { RpcError } from '../src/rpc-error.js'
import { type FakeAnswer, type ReceivedRequest, startFakeNode } from './support/fake-node.js'
import { withProject } from './support/project-dir.js'

/** What must be nowhere. Each is recognisable wherever it comes up. */
const marks = {
  KEY: `0x${'5ec3e7'.repeat(10)}5ec3`,
  WORDS: 'marker abandon ability secretly unlikely phrase',
  PASSWORD: 'pa55-marker-wörd',
  TOKEN: 'tokmarker0123456789abcdef',
  HEADER: 'Bearer headmarker0123456789',
  USER: 'usermarker',
  LOGIN: 'log1nmarker',
}
const account = new Wallet(marks.KEY).address

/** In every form that an error, a dump or a file could have. */
function forms(text: string): readonly string[] {
  return [
    text,
    text.replace(/^0x/, ''),
    encodeURIComponent(text),
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('hex'),
  ]
}
const basic = Buffer.from(`${marks.USER}:${marks.LOGIN}`).toString('base64')
const forbidden = [...Object.values(marks).flatMap(forms), basic]

function assertClean(text: string, where: string): void {
  const lower = text.toLowerCase()
  for (const mark of forbidden) {
    expect(
      lower.includes(mark.toLowerCase()),
      `${where} shows ${mark}: ${text.slice(0, 500)}`,
    ).to.equal(false)
  }
}

function everyForm(value: unknown): string {
  const shown = inspect(value, { depth: 12, showHidden: true, getters: true })
  const parts = [shown, String(value), JSON.stringify(value)]
  if (value instanceof Error) parts.push(value.stack ?? '', everyForm(value.cause ?? ''))
  if (isScaffoldError(value)) parts.push(JSON.stringify([value.data, value.details, value.hint]))
  return parts.join('\n')
}

/** What a server repeats of what it was sent. */
function echo({ headers, method, params }: ReceivedRequest, url: string): string {
  return `${url} ${JSON.stringify(headers)} ${method} ${JSON.stringify(params)}`
}

type Answering = (request: ReceivedRequest, url: string) => FakeAnswer

const results: Readonly<Record<string, unknown>> = {
  eth_chainId: '0x1',
  eth_gasPrice: '0x1',
  eth_estimateGas: '0x5208',
  eth_getTransactionCount: '0x0',
  eth_getBlockByNumber: { baseFeePerGas: '0x1' },
  eth_maxPriorityFeePerGas: '0x1',
}
const answering: Answering = ({ method }) =>
  method in results ? { result: results[method] } : { error: { code: -32601, message: 'none' } }

interface Case {
  readonly what: string
  readonly accounts?: string
  readonly env?: NodeJS.ProcessEnv
  readonly url?: string
  readonly network?: string
  readonly answer?: Answering
}

const keyAccount = `[secret('KEY')]`
const failing = (answer: Answering): Answering => answer
const sendingFails =
  (answer: Answering): Answering =>
  (request, url) =>
    /send|sign/i.test(request.method) ? answer(request, url) : answering(request, url)

const cases: readonly Case[] = [
  { what: 'a 401 that repeats the request', answer: (r, u) => ({ raw: echo(r, u), status: 401 }) },
  { what: 'a page', answer: (r, u) => ({ raw: `<html>${echo(r, u)}</html>` }) },
  {
    what: 'an error that repeats it',
    answer: (r, u) => ({
      error: { code: -32000, message: echo(r, u), data: { in: [echo(r, u)] } },
    }),
  },
  { what: 'a text as error', answer: (r, u) => ({ error: echo(r, u) }) },
  { what: 'another chain', network: 'chainId: 2,' },
  { what: 'a chain id that is none', answer: (r, u) => ({ result: echo(r, u) }) },
  { what: 'a closed connection', answer: () => ({ drop: true }) },
  {
    what: 'no answer in time',
    network: 'timeoutMs: 50,',
    answer: () => ({ delayMs: 300, result: '0x1' }),
  },
  {
    what: 'nobody there',
    url: 'http://usermarker:log1nmarker@127.0.0.1:1/tokmarker0123456789abcdef',
  },
  { what: 'no URL', url: 'ftp://usermarker:log1nmarker@x/tokmarker0123456789abcdef' },
  {
    what: 'a refused transaction',
    answer: sendingFails((r, u) => ({ error: { code: -32000, message: echo(r, u) } })),
  },
  {
    what: 'a revert',
    answer: sendingFails((r, u) => ({
      error: { code: 3, message: `execution reverted: ${echo(r, u)}`, data: '0x08c379a0' },
    })),
  },
  { what: 'no key', env: { KEY: 'pa55-marker-wörd' } },
  { what: 'a key that is too long', env: { KEY: `${marks.KEY}00` } },
  { what: 'no mnemonic', accounts: `{ mnemonic: secret('WORDS') }` },
  { what: 'a wrong password', accounts: `{ keystore: 'key.json', password: secret('LOGIN') }` },
  { what: 'no password', accounts: `{ keystore: 'key.json' }` },
  {
    what: 'a damaged key file',
    accounts: `{ keystore: 'damaged.json', password: secret('LOGIN') }`,
  },
  {
    what: 'a signer that refuses and repeats',
    accounts: `{ signer: { url: secret('URL'), headers: { authorization: secret('HEADER') } } }`,
    answer: sendingFails((r, u) => ({ error: { code: -32000, message: echo(r, u) } })),
  },
  {
    what: 'a signer that signs something else',
    accounts: `{ signer: { url: secret('URL'), accounts: ['${account}'] } }`,
    answer: sendingFails((r, u) => ({ result: echo(r, u) })),
  },
]

async function filesUnder(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const own = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('node_modules'),
  )
  return own.map(({ parentPath, name }) => join(parentPath, name))
}

async function assertNoFile(project: Project): Promise<void> {
  for (const file of await filesUnder(project.root)) {
    assertClean(await readFile(file, 'latin1'), file)
    assertClean(await readFile(file, 'utf8'), file)
  }
}

/** All that a script may do, until it fails. */
async function use(project: Project): Promise<void> {
  const connection = await project.connect('n')
  try {
    assertClean(everyForm(connection.config), 'the config')
    const [from] = await connection.accounts()
    await connection.fees()
    const tx = { from: from ?? account, to: account, value: '0x1', data: '0x' }
    await connection.provider.request({ method: 'eth_sendTransaction', params: [tx] })
  } finally {
    await connection.close()
  }
}

describe('secrets', function () {
  this.timeout(20_000)

  for (const { what, accounts = keyAccount, env = {}, url: fixed, network = '', ...one } of cases) {
    it(`are nowhere after ${what}`, async () => {
      let url = ''
      const answer = failing(one.answer ?? answering)
      const node = await startFakeNode((request) => answer(request, url))
      url =
        fixed ??
        `${node.url.replace('//', '//usermarker:log1nmarker@')}/${marks.TOKEN}?key=${marks.TOKEN}`
      const src = JSON.stringify(new URL('../src/secret.js', import.meta.url).href)
      const config = `(await (async () => { const { secret } = await import(${src}); return { networks: { n: {
        url: secret('URL'), ${network} headers: { authorization: secret('HEADER') }, accounts: ${accounts} } } } })())`
      const output: string[] = []
      const written = process.stderr.write
      try {
        await withProject(
          config,
          async (project) => {
            const key = { address: account, privateKey: marks.KEY }
            const json = await encryptKeystoreJson(key, marks.PASSWORD, { scrypt: { N: 1024 } })
            await writeFile(join(project.root, 'key.json'), json)
            await writeFile(
              join(project.root, 'damaged.json'),
              json.replace(/"mac":"../, '"mac":"zz'),
            )
            process.stderr.write = (text: string | Uint8Array): boolean =>
              output.push(String(text)) > 0
            const error = await use(project).then(
              () => undefined,
              (thrown: unknown) => thrown,
            )
            process.stderr.write = written
            expect(error, 'it fails').not.to.equal(undefined)
            expect(isScaffoldError(error) || error instanceof RpcError, String(error)).to.equal(
              true,
            )
            assertClean(everyForm(error), 'the error')
            await assertNoFile(project)
          },
          { ...marks, URL: url, ...env },
        )
      } finally {
        process.stderr.write = written
        await node.close()
      }
      assertClean(output.join(''), 'stderr')
      assertClean(process.title, 'the title')
    })
  }
})
