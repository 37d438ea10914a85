import type { CommandDefinition } from '../internal/command.js'
import { flag } from '../internal/options.js'

/** Options of `scaffold doctor`. */
export interface DoctorOptions {
  readonly json: boolean
}

/** `scaffold doctor` */
export const doctorDefinition: CommandDefinition<DoctorOptions> = {
  name: 'doctor',
  group: 'Project',
  summary: 'look for what is wrong with the set-up',
  description:
    'Checks Node.js, the config, compilers, permissions, networks, the clock and duplicate dependencies, and says how to mend what it finds. Fails when something is broken.',
  options: { json: flag('--json', 'print the findings as JSON') },
  examples: [
    { line: 'scaffold doctor', summary: 'check everything' },
    { line: 'scaffold doctor --json', summary: 'to paste into a report' },
  ],
  load: () => import('../commands/doctor.js'),
}
