/** Library callables that await or schedule the awaitables they are given. */
const AWAITING =
  /^(asyncio|anyio|uvloop)\.(.*\.)?(gather|wait_for|shield|wait|as_completed|create_task|ensure_future|run|run_coroutine_threadsafe|run_until_complete)$/

export function isAwaiting(name: string): boolean {
  return AWAITING.test(name)
}
