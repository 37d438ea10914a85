import { defaultExport, loadUserModule, type ModuleMirror } from '@scaffold-evm/project'
import { migrationExportError } from '../../errors/files.js'
import type { Migration } from '../../migration/migration.js'
import type { MigrationFile } from './find-migrations.js'

function isMigration(value: unknown): value is Migration {
  return typeof value === 'function'
}

/** The function of a migration file. @throws `MIGRATION_EXPORT_INVALID`, `MODULE_LOAD_FAILED`. */
export async function loadMigration(
  file: MigrationFile,
  modules: ModuleMirror,
): Promise<Migration> {
  const exported = defaultExport(await loadUserModule(file.path, modules, { fresh: true }))
  if (isMigration(exported)) return exported
  const got =
    exported === undefined ? 'nothing' : exported === null ? 'null' : `a ${typeof exported}`
  throw migrationExportError(file.path, got)
}
