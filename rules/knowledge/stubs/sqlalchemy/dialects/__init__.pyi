from . import mysql as mysql, postgresql as postgresql, sqlite as sqlite
