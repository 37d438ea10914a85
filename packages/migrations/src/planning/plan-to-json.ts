import type { MigrationPlan } from './migration-plan.js'

/** A plan as JSON values: quantities as decimal strings, what is not known as null. What `--json` prints and plan files hold. */
export function migrationPlanToJson(plan: MigrationPlan): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(plan, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value === undefined ? null : value,
  )
  return JSON.parse(text)
}
