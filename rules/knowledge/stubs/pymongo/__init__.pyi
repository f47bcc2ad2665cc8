from . import collection as collection, cursor as cursor, database as database, errors as errors
from ._common import ASCENDING as ASCENDING, DESCENDING as DESCENDING, ReturnDocument as ReturnDocument
from .asynchronous import AsyncMongoClient as AsyncMongoClient
from .mongo_client import MongoClient as MongoClient
from .operations import DeleteMany as DeleteMany, DeleteOne as DeleteOne, IndexModel as IndexModel, InsertOne as InsertOne, ReplaceOne as ReplaceOne, UpdateMany as UpdateMany, UpdateOne as UpdateOne
