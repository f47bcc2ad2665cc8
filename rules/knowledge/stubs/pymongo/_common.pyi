ASCENDING: int
DESCENDING: int
class ReturnDocument:
    BEFORE: bool
    AFTER: bool
