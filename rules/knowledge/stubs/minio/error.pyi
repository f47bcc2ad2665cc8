class MinioException(Exception): ...
class S3Error(MinioException):
    code: str
    message: str
