from . import exceptions as exceptions
from ._password_hasher import PasswordHasher as PasswordHasher
