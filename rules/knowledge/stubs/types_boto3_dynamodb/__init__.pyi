from .client import DynamoDBClient as DynamoDBClient
