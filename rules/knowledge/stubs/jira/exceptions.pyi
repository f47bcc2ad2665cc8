class JIRAError(Exception):
    status_code: int
    text: str
