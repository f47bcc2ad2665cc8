/** Something the user can put right: one line, exit code 2, no stack. */
export class UsageError extends Error {}
