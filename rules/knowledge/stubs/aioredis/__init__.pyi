from redis.asyncio import *
from redis.asyncio import ConnectionPool as ConnectionPool, Redis as Redis, StrictRedis as StrictRedis, from_url as from_url
