from .connections import ArqRedis as ArqRedis, create_pool as create_pool
from .cron import cron as cron
from .worker import Retry as Retry, Worker as Worker, func as func, run_worker as run_worker, check_health as check_health
