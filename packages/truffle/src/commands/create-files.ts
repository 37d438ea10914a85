import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandUsageError, fileExistsError } from '../errors/command.js'
import type { TruffleConfig } from '../truffle-config.js'

/** What `create` can make. */
export const creatableKinds = ['contract', 'migration', 'test'] as const

/** How files are made. */
export interface CreateFilesOptions {
  /** Overwrites files that are there. @default false */
  readonly force?: boolean
  /** Milliseconds since the epoch; migrations are numbered by it. @default Date.now() */
  readonly nowMs?: number
}

interface NewFile {
  readonly path: string
  /** As errors name it. */
  readonly name: string
  readonly text: string
}

/**
 * Makes a contract, a migration or a test, or all three; gives their paths.
 *
 * @throws `TRUFFLE_COMMAND_USAGE`, `TRUFFLE_FILE_EXISTS`
 */
export function createFiles(
  config: TruffleConfig,
  [kind, name]: readonly string[],
  { force = false, nowMs = Date.now() }: CreateFilesOptions = {},
): readonly string[] {
  const example = 'For example: create contract MyContract'
  if (kind === undefined)
    throw commandUsageError('Please specify the type of item to create.', example)
  if (name === undefined)
    throw commandUsageError('Please specify the name of item to create.', example)
  if (!/^[a-zA-Z_$][a-zA-Z_$0-9]*$/.test(name)) {
    throw commandUsageError(
      `The name ${name} is invalid. Please enter a valid name using alpha-numeric characters.`,
    )
  }
  const kinds = creatableKinds.filter((known) => kind === 'all' || kind === known)
  if (kinds.length === 0) throw commandUsageError(`Cannot find creation type: ${kind}`)
  const files = kinds.map((known) => newFile(config, { kind: known, name, nowMs }))
  for (const file of files) {
    if (!force && existsSync(file.path)) throw fileExistsError(file.name)
  }
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return files.map(({ path }) => path)
}

function newFile(
  config: TruffleConfig,
  { kind, name, nowMs }: { kind: (typeof creatableKinds)[number]; name: string; nowMs: number },
): NewFile {
  const snake = snakeCase(name)
  if (kind === 'contract') {
    return place(config.contracts_directory, `${name}.sol`, contractText(name, licenseOf(config)))
  }
  if (kind === 'test') return place(config.test_directory, `${snake}.js`, testText(name))
  const seconds = Math.trunc(nowMs / 1_000)
  return place(config.migrations_directory, `${seconds}_${snake}.js`, migrationText)
}

function place(folder: string, name: string, text: string): NewFile {
  return { path: join(folder, name), name, text }
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^_/, '')
}

/** Of the config, else of package.json. */
function licenseOf({ license, working_directory: root }: TruffleConfig): string {
  if (typeof license === 'string' && license !== '') return license
  try {
    const manifest: { readonly license?: unknown } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    return typeof manifest.license === 'string' ? manifest.license : 'MIT'
  } catch {
    return 'MIT'
  }
}

function contractText(name: string, license: string): string {
  return `// SPDX-License-Identifier: ${license}
pragma solidity >=0.4.22 <0.9.0;

contract ${name} {
  constructor() public {
  }
}
`
}

function testText(name: string): string {
  return `const ${name} = artifacts.require("${name}");

contract("${name}", function (accounts) {
  it("should assert true", async function () {
    await ${name}.deployed();
    return assert.isTrue(true);
  });
});
`
}

const migrationText = `module.exports = function (deployer, network, accounts) {
  // deployer.deploy(artifacts.require("MyContract"));
};
`
