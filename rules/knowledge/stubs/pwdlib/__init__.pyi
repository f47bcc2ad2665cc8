from ._hash import PasswordHash as PasswordHash
