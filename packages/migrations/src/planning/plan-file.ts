import { type Hex, schemaReason } from '@scaffold-evm/common'
import * as v from 'valibot'
import { planInvalidError } from '../errors/plan.js'
import { digestText } from '../internal/files/digest.js'
import type {
  MigrationPlan,
  PlanChoice,
  PlanFacts,
  PlannedRecord,
  PlannedStep,
} from './migration-plan.js'
import { migrationPlanToJson } from './plan-to-json.js'

/** What of a plan decides whether it can be applied, and what is sent. */
export interface PlanToApply {
  /** SHA-256 of the file's text. */
  readonly digest: Hex
  readonly network: string
  readonly chainId: bigint
  readonly genesisHash: Hex
  readonly blockNumber: number
  readonly record: Hex | undefined
  readonly choice: PlanChoice
  readonly code: Readonly<Record<string, Hex>>
  readonly facts: readonly PlanFacts[]
  readonly made: readonly PlannedRecord[]
  readonly steps: readonly Pick<PlannedStep, 'file' | 'id' | 'label' | 'from' | 'digest'>[]
}

/** A plan as the text of a file: the same plan always gives the same text. */
export function formatPlanFile(plan: MigrationPlan): string {
  return `${JSON.stringify(migrationPlanToJson(plan), null, 2)}\n`
}

const text = v.string()
const hex = v.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]*$/i.test(value),
  'hexadecimal',
)
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const schema = v.looseObject({
  format: v.literal('scaffold-plan-1', "'scaffold-plan-1'"),
  network: text,
  chainId: v.pipe(text, v.regex(/^\d+$/, 'a decimal chain id')),
  genesisHash: hex,
  block: v.looseObject({ number: count }),
  record: v.nullable(hex),
  choice: v.object({
    from: v.exactOptional(count),
    to: v.exactOptional(count),
    replace: v.exactOptional(v.array(text)),
  }),
  code: v.record(text, hex),
  facts: v.array(
    v.object({
      name: text,
      address: text,
      codeHash: hex,
      implementation: v.exactOptional(text),
      admin: v.exactOptional(text),
      beacon: v.exactOptional(text),
      owner: v.exactOptional(text),
      adminOwner: v.exactOptional(text),
    }),
  ),
  made: v.array(v.object({ file: text, name: text, before: v.nullable(text) })),
  entries: v.array(
    v.looseObject({
      steps: v.array(v.looseObject({ file: text, id: text, label: text, from: text, digest: hex })),
    }),
  ),
})

function parseJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    throw planInvalidError(path, 'it is not JSON')
  }
}

/** @throws `PLAN_INVALID` when the text is not that of a plan; `path` is for the message. */
export function parsePlanFile(content: string, path: string): PlanToApply {
  const parsed = v.safeParse(schema, parseJson(content, path))
  if (!parsed.success) {
    const [issue] = parsed.issues
    const where = issue.path?.map(({ key }) => String(key)).join('.')
    throw planInvalidError(
      path,
      where === undefined ? 'it is no object' : `${where}: ${schemaReason(issue)}`,
    )
  }
  const { network, chainId, genesisHash, block, record, choice, code, facts, made, entries } =
    parsed.output
  return {
    digest: digestText(content),
    network,
    chainId: BigInt(chainId),
    genesisHash,
    blockNumber: block.number,
    record: record ?? undefined,
    choice,
    code,
    facts,
    made: made.map((it) => ({ ...it, before: it.before ?? undefined })),
    steps: entries.flatMap(({ steps }) => steps),
  }
}
