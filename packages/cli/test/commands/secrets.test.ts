import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

describe('scaffold secrets', () => {
  const folder = useTempFolder()
  const run = (args: readonly string[], input?: string) =>
    runScaffold(['secrets', ...args], {
      cwd: folder.path,
      env: {
        SCAFFOLD_KEYSTORE: join(folder.path, 'keystore.json'),
        SCAFFOLD_KEYSTORE_PASSWORD: 'correct horse',
      },
      ...(input === undefined ? {} : { input }),
    })

  it('keeps, lists and deletes secrets of the user, outside any project too', async () => {
    const set = await run(['set', 'DEPLOYER_KEY'], '0xdeadbeef\n')
    expect(set.exitCode, set.stderr).to.equal(0)
    expect((await run(['list'])).stdout).to.equal('DEPLOYER_KEY\n')
    const file = await readFile(join(folder.path, 'keystore.json'), 'utf8')
    expect(`${set.stdout}${set.stderr}${file}`).not.to.contain('deadbeef')
    await run(['delete', 'DEPLOYER_KEY'])
    expect(JSON.parse((await run(['list', '--json'])).stdout).names).to.deep.equal([])
  })

  it('refuses names that no environment variable could have', async () => {
    const { exitCode, stderr } = await run(['set', 'my key'], 'x')
    expect(exitCode).to.equal(2)
    expect(stderr).to.contain('is no name for a secret')
  })
})
