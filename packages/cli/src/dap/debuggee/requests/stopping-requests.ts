import { dapArgumentInvalid } from '../../../errors.js'
import { isJsonObject } from '../../protocol.js'
import { listIn, type RequestHandler, sourcePathIn, textIn } from './request-handler.js'

const setBreakpoints: RequestHandler = ({ debug, counting }, args) => {
  const path = sourcePathIn(args)
  const wanted = listIn(args, 'breakpoints').map((item) => {
    if (!isJsonObject(item) || typeof item.line !== 'number') {
      throw dapArgumentInvalid('breakpoints', 'breakpoints with a line', item)
    }
    return { ...item, line: counting.fromClient(item.line) }
  })
  const sourceName = debug.files.nameOf(path)
  const found =
    sourceName === undefined
      ? debug.breakpoints.refuse(wanted, `${path} is not among the compiled sources of the project`)
      : debug.breakpoints.replace(sourceName, wanted)
  const session = debug.current?.session
  if (session !== undefined) debug.breakpoints.applyTo(session)
  const breakpoints = found.map(({ line, ...rest }) =>
    line === undefined ? rest : { ...rest, line: counting.toClient(line) },
  )
  return { body: { breakpoints } }
}

const setExceptionBreakpoints: RequestHandler = ({ debug }, args) => {
  const options = listIn(args, 'filterOptions').map((option) =>
    isJsonObject(option) ? option.filterId : undefined,
  )
  debug.setFilters(new Set([...listIn(args, 'filters'), ...options].map(String)))
  return {}
}

const dataBreakpointInfo: RequestHandler = async ({ debug }, args) => {
  const { session, handles } = debug.standing
  const name = textIn(args, 'name')
  const group = handles.group(Number(args.variablesReference ?? 0))
  const frame = group?.frame ?? Number(args.frameId ?? 1) - 1
  const variables = (await group?.load()) ?? []
  const expression =
    group === undefined ? name : variables.find((variable) => variable.name === name)?.expression
  if (expression === undefined) {
    return { body: { dataId: null, description: `${name} has no name in expressions` } }
  }
  // What cannot be evaluated cannot be watched.
  await session.evaluate(expression, frame)
  const dataId = debug.dataStops.offer(session, expression, frame)
  return { body: { dataId, description: expression, accessTypes: ['write'], canPersist: false } }
}

const setDataBreakpoints: RequestHandler = async ({ debug }, args) => {
  const wanted = listIn(args, 'breakpoints')
  return { body: { breakpoints: await debug.dataStops.replace(wanted, debug.current?.session) } }
}

const breakpointLocations: RequestHandler = ({ debug, lines, counting }, args) => {
  const sourceName = debug.files.nameOf(sourcePathIn(args))
  const first = counting.fromClient(Number(args.line))
  const last = counting.fromClient(Number(args.endLine ?? args.line))
  const found = sourceName === undefined ? [] : lines.lines(sourceName)
  const breakpoints = found
    .filter((line) => line >= first && line <= last)
    .map((line) => ({ line: counting.toClient(line) }))
  return { body: { breakpoints } }
}

/** Requests that say where to stop. */
export const stoppingRequests: Readonly<Record<string, RequestHandler>> = {
  setBreakpoints,
  setExceptionBreakpoints,
  dataBreakpointInfo,
  setDataBreakpoints,
  breakpointLocations,
}
