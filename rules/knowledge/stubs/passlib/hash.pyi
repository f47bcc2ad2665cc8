from .handlers import argon2 as argon2, bcrypt as bcrypt, pbkdf2_sha256 as pbkdf2_sha256, sha256_crypt as sha256_crypt, sha512_crypt as sha512_crypt
