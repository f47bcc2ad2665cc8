from .client import S3Client as S3Client
