/** Cases of ethereum/execution-apis that are not passed, by name, each with the reason. */
export const exceptions: ReadonlyMap<string, string> = new Map()
