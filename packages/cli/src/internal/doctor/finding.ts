import type { Project } from '@scaffold-evm/project'
import type { CommandContext } from '../command.js'

/** What a check found. */
export interface Finding {
  readonly topic: string
  readonly status: 'ok' | 'warning' | 'problem'
  readonly message: string
  /** What to do. */
  readonly fix?: string
}

/** What a check looks at. The project is undefined when there is none or it does not load. */
export interface Patient {
  readonly context: CommandContext
  readonly project: Project | undefined
}

/** One check. Never rejects for what it checks. */
export type Check = (patient: Patient) => Promise<readonly Finding[]>
