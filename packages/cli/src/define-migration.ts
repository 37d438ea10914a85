import type { Migration } from '@scaffold-evm/migrations'

/**
 * Gives a migration its types: `export default defineMigration(async (m) => { … })`. Returns it unchanged.
 *
 * @example
 * export default defineMigration(async (m) => {
 *   const token = await m.deploy('Token', { args: ['Gold', 1000n] })
 *   await m.call(token, 'transfer', [m.accounts[1], 10n])
 * })
 */
// Not re-exported from @scaffold-evm/migrations: every config imports this entry, and would load the migrations for nothing.
export function defineMigration(migration: Migration): Migration {
  return migration
}
