class AdaptedConnection: ...
class Dialect:
    name: str
    driver: str
