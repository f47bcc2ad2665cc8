from .sse import EventSourceResponse as EventSourceResponse, ServerSentEvent as ServerSentEvent
