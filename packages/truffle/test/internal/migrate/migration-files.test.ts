import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findMigrationFiles } from '../../../src/internal/migrate/migration-files.js'

describe('findMigrationFiles', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'truffle-migrations-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const find = (regexp = /^\.(js|ts|es6?)$/): string[] =>
    findMigrationFiles({
      migrations_directory: folder,
      migrations_file_extension_regexp: regexp,
    }).map(({ name, number }) => `${number} ${name}`)

  it('goes by the number that a name begins with', () => {
    for (const name of ['10_ten.js', '2_two.ts', '0_zero.es6', '1578397890_time.js', '2-b.js']) {
      writeFileSync(join(folder, name), '')
    }
    assert.deepEqual(find(), [
      '0 0_zero.es6',
      '2 2_two.ts',
      '2 2-b.js',
      '10 10_ten.js',
      '1578397890 1578397890_time.js',
    ])
  })

  it('takes no folders, hidden files, names without a number and other extensions', () => {
    mkdirSync(join(folder, '1_folder.js'))
    for (const name of ['.1_hidden.js', 'helper.js', '3_text.md', '4_common.cjs']) {
      writeFileSync(join(folder, name), '')
    }
    assert.deepEqual(find(), [])
    assert.deepEqual(find(/^\.cjs$/), ['4 4_common.cjs'])
  })

  it('finds nothing where there is no folder', () => {
    rmSync(folder, { recursive: true })
    assert.deepEqual(find(), [])
    mkdirSync(folder)
  })
})
