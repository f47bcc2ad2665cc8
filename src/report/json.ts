import type { Report } from '../model/report.ts'

/** The report as `schemas/report.schema.json` describes it. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`
