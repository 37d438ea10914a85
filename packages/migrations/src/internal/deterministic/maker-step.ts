import type { StepPlace } from '../../errors/step-place.js'
import type { FileRun } from '../files/file-run.js'
import type { StepRequest } from '../steps/step.js'

/** Who asks for what is missing. */
export interface Asker {
  readonly from: string
  readonly place: StepPlace
}

/** A step that the file did not ask for itself. */
export type MakerStep = Pick<StepRequest, 'id' | 'kind' | 'label' | 'from' | 'content'> &
  Pick<StepRequest, 'signed' | 'address' | 'change'>

/** Does a step if it is needed, or if an earlier run of this file did it or began to. */
export async function runMakerStep(
  run: FileRun,
  step: MakerStep,
  when: { readonly isNeeded: boolean; readonly place: StepPlace },
): Promise<void> {
  if (!when.isNeeded && run.parts.journal.step(run.name, step.id) === undefined) return
  const place = { ...when.place, step: step.id }
  run.claimId(step.id, place)
  await run.run({ file: run.name, fields: {}, interfaces: [], place, ...step })
}
