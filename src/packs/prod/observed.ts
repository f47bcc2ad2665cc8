/** Libraries that see every request and every failure of it by themselves. */
import { isInManifests, mentionIn } from '../../check/service.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'

const OBSERVERS =
  /^(opentelemetry|ddtrace|logfire|elasticapm|elastic-apm|newrelic|skywalking|aws_xray_sdk|sentry_sdk|sentry-sdk|scout_apm|rollbar|bugsnag|honeybadger)([._-]|$)/

/** A library for tracing or for tracking errors is imported by the service, or installed or started with it. */
export const isObserved = (project: Project, service: Service): boolean =>
  mentionIn(project, service, OBSERVERS) !== null || isInManifests(project, OBSERVERS)
