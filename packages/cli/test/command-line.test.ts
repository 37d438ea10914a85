import { expect } from 'chai'
import { commands } from '../src/definitions/all.js'
import type { OptionDefinition } from '../src/internal/command.js'
import { runScaffold } from './support/run-scaffold.js'
import { useSharedTempFolder } from './support/temp-folder.js'

function camelCase(flags: string): string {
  const name = /--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? ''
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

describe('command definitions', () => {
  for (const command of commands) {
    it(`${command.name}: options are named as their flags are`, () => {
      const options: [string, OptionDefinition<unknown>][] = Object.entries(command.options)
      for (const [name, option] of options) expect(camelCase(option.flags)).to.equal(name)
    })
    it(`${command.name}: has a module to run`, async () => {
      const module = await command.load()
      expect(module.run).to.be.a('function')
    })
  }
})

describe('scaffold --help', () => {
  const folder = useSharedTempFolder()

  it('lists every command, as scaffold alone does', async () => {
    const help = await runScaffold(['--help'], { cwd: folder.path })
    expect(help.exitCode).to.equal(0)
    for (const { name, summary } of commands) {
      expect(help.stdout).to.contain(`  ${name}`)
      expect(help.stdout).to.contain(summary)
    }
    expect(help.stdout).to.contain('Examples:')
    const alone = await runScaffold([], { cwd: folder.path })
    expect(alone).to.deep.equal(help)
  })

  it('has no colours for pipes, unless told to', async () => {
    const plain = await runScaffold(['--help'], { cwd: folder.path })
    expect(plain.stdout).not.to.contain('\x1b[')
    const env = { NO_COLOR: undefined, FORCE_COLOR: '1' }
    const painted = await runScaffold(['--help'], { cwd: folder.path, env })
    expect(painted.stdout).to.contain('\x1b[')
  })

  for (const command of commands) {
    it(`explains ${command.name} with its options, defaults and examples`, async () => {
      const { stdout, stderr, exitCode } = await runScaffold([command.name, '--help'], {
        cwd: folder.path,
      })
      expect(exitCode).to.equal(0)
      expect(stderr).to.equal('')
      const options: OptionDefinition<unknown>[] = Object.values(command.options)
      for (const { flags, isHidden = false } of options) {
        expect(stdout.includes(flags), flags).to.equal(!isHidden)
      }
      for (const { line } of command.examples) expect(stdout).to.contain(line)
      for (const argument of command.arguments ?? []) expect(stdout).to.contain(argument.name)
      expect(stdout).to.match(/Examples:\n {2}\S/)
    })
  }

  it('explains a command through help, too', async () => {
    const asked = await runScaffold(['help', 'migrate'], { cwd: folder.path })
    const flagged = await runScaffold(['migrate', '--help'], { cwd: folder.path })
    expect(asked).to.deep.equal(flagged)
  })
})

describe('a command line that cannot be understood', () => {
  const folder = useSharedTempFolder()
  const cases: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [['tets'], /Unknown command 'tets'\nDid you mean "?test"?\?/],
    [['migrte'], /Did you mean "?migrate"?\?/],
    [['frobnicate'], /scaffold --help lists the commands/],
    [['compile', '--forc'], /Unknown option '--forc'\nDid you mean --force\?/],
    [
      ['compile', '--profile', 'debgu'],
      /--profile is "debgu".*default, debug\nDid you mean "debug"\?/,
    ],
    [['init', 'x', '--template', 'tokn'], /Did you mean "token"\?/],
    [['node', '--port', '99999'], /--port is "99999"; expected a whole number from 0 to 65535/],
    [['node', '--port', 'http'], /--port is "http"/],
    [['node', '--chain-id', '-1'], /--chain-id/],
    [['test', '--jobs', '0'], /--jobs is "0"; expected a whole number from 1/],
    [['migrate', '--network'], /argument missing/],
    [['accounts', 'all'], /[Tt]oo many arguments.*\nscaffold help accounts explains the command/],
    [['help', 'complie'], /Unknown command 'complie'\nDid you mean "compile"\?/],
    [['--quiet'], /A command is missing\nscaffold --help lists the commands/],
    [['inspect'], /Missing required argument 'contract'/],
    [['inspect', 'Box', 'storage-layuot'], /Did you mean "storage-layout"\?/],
    [['secrets', 'remove', 'KEY'], /expected one of list, set, delete, path/],
  ]
  for (const [args, says] of cases) {
    it(`scaffold ${args.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await runScaffold(args, { cwd: folder.path })
      expect(stderr).to.match(says)
      expect(stderr).to.match(/^error\[USAGE\]: /)
      expect(stdout).to.equal('')
      expect(exitCode).to.equal(2)
    })
  }
})
