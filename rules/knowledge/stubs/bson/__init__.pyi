from .objectid import ObjectId as ObjectId
