from .job import Job as Job
from .queue import Queue as Queue
from .worker import Worker as Worker
