from .api import Minio as Minio
from .error import S3Error as S3Error
