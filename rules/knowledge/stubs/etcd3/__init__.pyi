from .client import Etcd3Client as Etcd3Client, client as client
